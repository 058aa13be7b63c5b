-- Fact: core/configmanager.lua of 13.0: the line is the one Lua is at when it reads the name: for the last argument of a call that of the closing bracket
local function nothing() end
nothing(
	one,
	two
)
