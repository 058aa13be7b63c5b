a = 1
Include "b.lua"
