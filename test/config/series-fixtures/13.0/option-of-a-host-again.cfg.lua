-- Fact: core/configmanager.lua of 13.0: a host's section that comes back sees what the host has so far
VirtualHost "example.org"
	a = "first"
VirtualHost "example.net"
VirtualHost "Example.ORG"
	b = a
