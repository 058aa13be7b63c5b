-- The order of pairs is not certain; what does not depend on it is.
local all, total = {}, 0
for name, weight in pairs { muc = 1, mam = 2, smacks = 4 } do
	total = total + weight
	all[#all + 1] = name
end
sum = total
how_many = #all
table.sort(all)
sorted = all
