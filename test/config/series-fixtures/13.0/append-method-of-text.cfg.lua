-- Fact: core/configmanager.lua of 13.0: an option that is a text has the methods of texts, and `append` is none of them
a = "x"
b = a:upper()
a:append { "y" }
