a = 1
Include { "a.lua" }
