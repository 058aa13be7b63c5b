a = 1
Include "more.lua"
