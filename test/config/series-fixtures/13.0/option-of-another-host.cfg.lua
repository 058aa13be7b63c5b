-- Fact: core/configmanager.lua of 13.0: what one host sets is not seen by the next one, nor by the global section behind a table
VirtualHost "example.org"
	a = 1
	b = a
VirtualHost "example.net" {}
c = a
