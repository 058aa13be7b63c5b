-- Fact: core/configmanager.lua of 13.0: an option that is false reads as false, not as something unknown
a = false
b = a
