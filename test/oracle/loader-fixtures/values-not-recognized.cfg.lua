a = one
b = { two, three }
c = four or
	"x"
d = five == nil
if six then e = 1 end
local f = function() return seven end
g = f()
h = f()
VirtualHost "example.org"
	a = eight
