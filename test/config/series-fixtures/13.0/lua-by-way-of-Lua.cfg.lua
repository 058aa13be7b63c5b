-- Fact: core/configmanager.lua of 13.0: `Lua` is the table of Lua's own globals, and what is taken from it gives no warning
a = Lua.tostring(5)
b = Lua.string.rep("x", 3)
c = Lua._G == Lua
