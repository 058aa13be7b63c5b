-- Fact: core/configmanager.lua of 13.0: `append` refuses what is no table
a = { 1 }
a:append "two"
