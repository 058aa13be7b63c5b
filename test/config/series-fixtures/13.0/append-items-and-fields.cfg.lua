-- Fact: core/configmanager.lua of 13.0: of a table that has a first item the list is appended, and its fields are lost
a = { 1, x = "old" }
a:append { 2, x = "new", y = "new" }
