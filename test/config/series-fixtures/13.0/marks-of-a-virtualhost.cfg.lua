-- Fact: core/configmanager.lua of 13.0: the loader's own mark on a VirtualHost, `defined`, can be read like an option
VirtualHost "example.org"
	a = defined
