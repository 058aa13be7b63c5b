RunScript "other.lua"
a = 1
