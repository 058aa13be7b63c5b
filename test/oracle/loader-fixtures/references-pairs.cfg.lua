a = { 1, 2 }
local n = 0
for k in pairs(a) do n = n + 1 end
b = n
