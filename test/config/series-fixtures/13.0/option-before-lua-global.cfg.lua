-- Fact: core/configmanager.lua of 13.0: an option is found before a global of Lua that has the same name
tostring = "x"
a = tostring
