-- Fact: core/configmanager.lua of 13.0: `b = a` with a table in a makes b a reference, and no list that a module could read
a = { "x" }
b = a
