modules_enabled = { "roster" }
admins = {}
modules_enabled = {
	"tls";
	"saslauth";
}
admins =
	{ "a@example.org" }
VirtualHost "example.org"
	admins = {}
	modules_enabled = { "x" }
	admins = { "b@example.org" }
VirtualHost "example.com"
	admins = {}
VirtualHost "example.org"
	modules_enabled = {}
a, a = 1, 2
for i = 1, 3 do loop = i end
local function set(value)
	made = value
end
set(1)
set(
	2
)
function named() end
function named()
end
long = "a" ..
	"b"
long = "c" ..
	"d"
text = [[
one
two]]
text = [[
three
]]
call = tostring(
	5
)
call = tostring(
	6
)
