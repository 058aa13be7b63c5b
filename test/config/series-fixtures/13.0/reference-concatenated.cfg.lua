-- Fact: core/configmanager.lua of 13.0: a reference is a table, which cannot be joined to a text
a = { "x" }
b = "y" .. a
