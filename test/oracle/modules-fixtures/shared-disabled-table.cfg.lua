local off = { "ping", "s2s" }
modules_enabled = { "ping" }
modules_disabled = off
VirtualHost "example.org"
	modules_enabled = { "ping" }
	modules_disabled = off
VirtualHost "example.net"
	modules_enabled = { "ping" }
	modules_disabled = { "ping", "s2s" }
