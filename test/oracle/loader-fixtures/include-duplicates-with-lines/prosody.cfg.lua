Include "a.lua"
