-- Fact: core/configmanager.lua of 13.0: a reference speaks of the option by its name, so that it sees a value that is set later
a = { 1 }
local r = a
a = { 2 }
r:append { 3 }
