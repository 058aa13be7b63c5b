-- Fact: core/configmanager.lua of 13.0: a name that is neither an option nor one of Lua's reads as nil, with a warning
authentication = internal_hashed
