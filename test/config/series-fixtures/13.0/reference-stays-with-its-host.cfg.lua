-- Fact: core/configmanager.lua of 13.0: a reference stays with the section in which it was read, wherever it is used
modules_enabled = { "roster" }
local all = modules_enabled
VirtualHost "example.org"
	all:append { "ping" }
