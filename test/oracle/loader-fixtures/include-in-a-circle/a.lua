x = 1
Include "b.lua"
