-- Fact: core/configmanager.lua of 13.0: each read makes a new reference, so that none is equal to another one
a = { 1 }
b = a == a
c = a ~= nil
