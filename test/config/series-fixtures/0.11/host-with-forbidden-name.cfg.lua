-- Fact: core/configmanager.lua of 0.11: a host whose name holds forbidden characters is not refused, and what follows belongs to the global section
VirtualHost "example\238\128\128.org"
	a = 1
