-- Fact: core/configmanager.lua of 13.0: a reference cannot be appended, as it has no first item to look at; no line is named
a = { 1 }
b = { 2 }
a:append(b)
