a = 1
VirtualHost "example.org"
	a = 2
do
	VirtualHost "example.com"
	a = 3
end
b = 4
local function global(set) VirtualHost "unused.example" {} set() end
global(function() c = 5 end)
d = 6
