a = 1
b = nil
c = false
a = nil
list = { 1, nil }
VirtualHost "example.org"
	c = nil
	d = false
	e = not nil
	f = nil or false
	g = false and nil
	h = nil == false
