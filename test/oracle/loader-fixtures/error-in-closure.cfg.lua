local fs = {}
for i = 1, 2 do
	fs[i] = function()
		return i < 2 and "ok" or
			no.such
	end
end
a = fs[1]()
b = fs[2]()
