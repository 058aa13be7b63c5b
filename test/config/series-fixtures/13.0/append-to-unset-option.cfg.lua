-- Fact: core/configmanager.lua of 13.0: an option that is not set has no reference to append to
a = { 1 }
a { 2 }
b { 3 }
