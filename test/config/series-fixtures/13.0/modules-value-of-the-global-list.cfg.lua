-- Fact: core/configmanager.lua and core/modulemanager.lua of 13.0: a host's list that is the very table of the global one adds nothing, and what the host appends to it loads everywhere
modules_enabled = { "roster" }
local all = modules_enabled
VirtualHost "example.org"
Component "gateway.example.org"
	modules_enabled = all:value()
	modules_enabled:append { "ping" }
