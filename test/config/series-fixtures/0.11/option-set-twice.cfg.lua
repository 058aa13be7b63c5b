-- Fact: core/configmanager.lua of 0.11: an option that is set twice gives no warning
a = 1
a = 2
