function hook(x) return x end
filter = function() return true end
local function private() end
handler = private
events = { on_start = hook_missing, on_stop = private, print }
function nested_missing() return 1 end
VirtualHost "example.org"
	callback = string.upper
