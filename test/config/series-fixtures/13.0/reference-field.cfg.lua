-- Fact: core/configmanager.lua of 13.0: the fields of an option cannot be read through its reference: they count as operations
a = { x = 1 }
b = a.x
