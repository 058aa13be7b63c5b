-- Fact: core/configmanager.lua of 13.0: in a host's section a global of Lua is found again that an option hides in the global section
type = "x"
VirtualHost "example.org"
	a = type(5)
