-- Fact: core/configmanager.lua of 13.0: a reference to an option that is no table any more cannot be appended to; no line is named
a = { 1 }
local r = a
a = "x"
r:append { 2 }
