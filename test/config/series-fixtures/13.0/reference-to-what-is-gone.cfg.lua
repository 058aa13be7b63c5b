-- Fact: core/configmanager.lua of 13.0: a reference to an option that is no longer set has the value nil, and appending to it sets it anew
a = { 1 }
b = { 2 }
local r, s = a, b
a = nil
b = nil
c = r:value() == nil
r:append { 3 }
s { 4 }
