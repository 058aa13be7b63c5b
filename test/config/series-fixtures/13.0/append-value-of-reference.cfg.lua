-- Fact: core/configmanager.lua of 13.0: the value of another option can be appended
a = { 1 }
b = { 2 }
a:append(b:value())
