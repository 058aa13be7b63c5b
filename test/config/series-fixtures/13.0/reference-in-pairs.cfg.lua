-- Fact: core/configmanager.lua of 13.0: `pairs` of a reference goes through what a reference is made of: the configuration, the host and the option's name
a = { 1 }
b = 0
local count = 0
for _ in Lua.pairs(a) do count = count + 1 end
b = count
