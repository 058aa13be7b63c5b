local t
local function f()
	return t
		.x
end
a = f()
