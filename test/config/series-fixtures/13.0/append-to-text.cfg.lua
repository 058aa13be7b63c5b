-- Fact: core/configmanager.lua of 13.0: an option that is no table reads as its plain value, so that calling it calls that
a = "x"
a { "y" }
