local mode = "production"
if mode == "test" then
	log = "debug"
elseif mode == "production" then
	log = "info"
else
	log = "none"
end
local n = 0
while n < 5 do
	n = n + 1
	if n == 3 then break end
end
broke_at = n
repeat local last = n; n = n - 1 until last <= 1
left = n
for i = 10, 1, -4 do down = i end
for i = 1, 0 do never = i end
for i = 1.0, 2 do float = i end
for i = 1, 3 do
	for j = 1, 3 do
		if j == 2 then goto continue end
		sum = (i * 10) + j
		::continue::
	end
end
do local hidden = 1 end
visible = hidden == nil
local keys = {}
for key in pairs { only = true } do keys[#keys + 1] = key end
single = keys
local count = 0
for _ in pairs { a = 1, b = 2, c = 3 } do count = count + 1 end
pairs_count = count
for k, v in next, { 5 } do by_next = k + v end
local copy = {}
for k, v in pairs { x = 1, y = 2 } do copy[k] = v * 2 end
doubled = copy
do
	local i = 1
	::again::
	i = i * 2
	if i < 100 then goto again end
	power = i
end
