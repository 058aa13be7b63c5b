-- Fact: core/configmanager.lua and util-src/encodings.c of 0.11: a host without a name is not refused, and what follows belongs to the global section
VirtualHost()
	a = 1
