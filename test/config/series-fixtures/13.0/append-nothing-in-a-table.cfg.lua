-- Fact: core/configmanager.lua of 13.0: an empty table changes nothing
a = { 1 }
a:append {}
a {}
