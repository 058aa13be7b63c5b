_ENV["with space"] = 1
_ENV.dotted = 2
_ENV[ "computed" .. "_name" ] = 3
local name = "from_local"
_ENV[name] = 4
ENV_SOMETHING = 5
Lua_ = 6
VirtualHost "example.org"
	_ENV["in host"] = 7
