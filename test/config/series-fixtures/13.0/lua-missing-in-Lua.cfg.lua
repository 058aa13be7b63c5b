-- Fact: core/configmanager.lua of 13.0: what `Lua` does not have is nil without a warning, whatever options are set
a = 5
b = Lua.a == nil
