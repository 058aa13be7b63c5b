-- Fact: core/configmanager.lua of 13.0: a reference is a table of its own without items: its length is 0, whatever the option holds
a = { 1, 2, 3 }
b = #a
