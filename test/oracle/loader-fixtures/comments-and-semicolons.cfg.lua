;;; a = 1; -- one
--[[ b = 2 ]] c = 3 --[==[
d = 4 ]] ]==] e = 5
---- f = 6
--[ g = 7
h = 8 --]]
--[[
VirtualHost "commented.example"
--]]
---[[
i = 9
--]]
j = --[[ between ]] 10
return
