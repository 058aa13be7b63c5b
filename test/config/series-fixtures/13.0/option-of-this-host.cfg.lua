-- Fact: core/configmanager.lua of 13.0: in a host's section a name reads as what that host itself sets, and nothing shows through from above
a = "global"
b = "global"
VirtualHost "example.org"
	a = "own"
	c = a
	d = b
