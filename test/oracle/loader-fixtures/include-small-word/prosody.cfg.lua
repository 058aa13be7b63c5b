include "a.lua"
local i = include
i "b.lua"
