-- Fact: core/configmanager.lua of 13.0: an option that was set to nil is one that is not set
a = 1
a = nil
b = a
