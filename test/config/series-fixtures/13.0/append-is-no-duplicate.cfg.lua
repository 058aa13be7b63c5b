-- Fact: core/configmanager.lua of 13.0: appending does not count as setting an option twice, setting it again after that does
a = { 1 }
a:append { 2 }
a { 3 }
a = { 4 }
