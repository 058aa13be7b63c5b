-- Fact: core/configmanager.lua of 13.0: of a list with a nil in it, what stands behind the nil is not appended
a = { "one" }
a:append { "two", nil, "four" }
