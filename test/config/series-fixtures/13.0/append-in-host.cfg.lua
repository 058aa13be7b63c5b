-- Fact: core/configmanager.lua of 13.0: in a host's section the host's own list grows, and the global one stays as it is
modules_enabled = { "roster" }
VirtualHost "example.org"
	modules_enabled = { "ping" }
	modules_enabled { "time" }
