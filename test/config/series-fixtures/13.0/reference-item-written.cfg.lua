-- Fact: core/configmanager.lua of 13.0: an item written through a reference is lost as well
a = { 1 }
a[2] = 2
Lua.table.insert(a, 3)
