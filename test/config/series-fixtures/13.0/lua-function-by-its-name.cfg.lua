-- Fact: core/configmanager.lua of 13.0: one of Lua's own globals is found by its name, with a warning
a = tostring(5)
b = string.rep("x", 3)
