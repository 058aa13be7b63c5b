local name, tld = "example", "org"
local host = table.concat({ name, tld }, ".")
local shout = host:upper()
VirtualHost(host)
	greeting = "Welcome to " .. shout .. "!\n"
	path = ("/srv/%s/%04d"):format(host:gsub("%.", "_"), 7)
	first, rest = host:match("^([^.]+)%.(.*)$")
	letters = #host
	backwards = host:reverse()
	repeated = ("ab"):rep(3, "-")
	piece = string.sub(host, -3)
	bytes = { host:byte(1, 3) }
	back = string.char(104, 105)
	words = {}
	quoted = ("%q"):format('say "hi"')
local all = {}
for word in ("one, two,three"):gmatch("[^,%s]+") do all[#all + 1] = word end
words = all
