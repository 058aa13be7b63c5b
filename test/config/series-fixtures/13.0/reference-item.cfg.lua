-- Fact: core/configmanager.lua of 13.0: the items of a list cannot be read through its reference
a = { "x" }
b = a[1]
