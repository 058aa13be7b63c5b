-- Fact: core/moduleapi.lua of 13.0: a soft dependency that is disabled does not keep the module out that asks for it
modules_enabled = { "bosh" }
VirtualHost "example.org"
	modules_disabled = { "http_altconnect" }
VirtualHost "example.net"
