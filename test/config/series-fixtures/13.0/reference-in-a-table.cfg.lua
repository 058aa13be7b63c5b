-- Fact: core/configmanager.lua of 13.0: in a list, too, the name of an option that is a table leaves a reference
a = { "x" }
b = { a, "y" }
