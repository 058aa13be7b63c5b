Include "./a.lua"
