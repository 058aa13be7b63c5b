-- Fact: core/configmanager.lua of 13.0: the name of an option that is set reads as its value; up to 0.12 it reads as nil
domain = "example.org"
copy = domain
limit = 10
double = limit * 2
