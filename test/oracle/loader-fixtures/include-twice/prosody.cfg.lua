Include "more.lua"
Include "more.lua"
