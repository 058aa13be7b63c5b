-- Fact: core/configmanager.lua of 13.0: the warning is about the name in the environment: a local of that name gives none
local string = Lua.string
a = string.upper("x")
