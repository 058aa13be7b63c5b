Include "more.lua"
