-- Fact: core/configmanager.lua of 13.0: what is written to `Lua` is a global of Lua from then on, no option, and is found by its name with a warning
Lua.shared = 5
a = shared
