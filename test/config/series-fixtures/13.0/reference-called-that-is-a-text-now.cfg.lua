-- Fact: core/configmanager.lua of 13.0: a reference to an option that is no table any more, when it is called, is taken for a forgotten =
a = { 1 }
local r = a
a = "x"
r { 2 }
