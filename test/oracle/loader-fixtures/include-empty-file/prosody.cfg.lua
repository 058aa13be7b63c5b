Include "empty.lua"
a = 1
