local list = { 1, 2, "x", 4 }
local sum = 0
for _, n in ipairs(list) do
	sum = sum
		+ n
end
