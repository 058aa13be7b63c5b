-- Fact: core/configmanager.lua of 13.0: a reference called with nothing is taken for a forgotten =
a = { 1 }
a()
