-- Fact: core/configmanager.lua of 13.0: an option that is set to the value of another one is the same table, so that what is appended to one is in both
a = { 1 }
b = a:value()
b { 2 }
