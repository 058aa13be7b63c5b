Include "c.lua"
