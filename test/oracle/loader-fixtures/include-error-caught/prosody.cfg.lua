ok, why = pcall(Include, "more.lua")
b = 2
