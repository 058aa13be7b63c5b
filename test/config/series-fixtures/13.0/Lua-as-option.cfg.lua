-- Fact: core/configmanager.lua of 13.0: `Lua` can be set like any option, but the name goes on to mean Lua's globals
Lua = "x"
a = Lua.tostring(5)
