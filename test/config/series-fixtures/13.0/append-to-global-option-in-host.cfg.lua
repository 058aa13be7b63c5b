-- Fact: core/configmanager.lua of 13.0: in a host's section there is no reference to an option that is only set globally
modules_enabled = { "roster" }
modules_enabled:append { "tls" }
VirtualHost "example.org"
	modules_enabled:append { "ping" }
