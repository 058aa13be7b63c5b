-- Fact: core/configmanager.lua of 13.0: a reference that is copied into a host by way of a local names the section it comes from
admins = { "admin@example.org" }
local all = admins
VirtualHost "example.net"
	admins = all
