a = Lua.tostring(5)
b = Lua.string.upper("x")
c = Lua.os.getenv("NO_SUCH_VARIABLE") or "default"
d = Lua == nil
e = os.getenv("NO_SUCH_VARIABLE") or "default"
f = tostring(5)
for _, x in ipairs { 1, 2 } do g = x end
h = math
	.floor(1.5)
