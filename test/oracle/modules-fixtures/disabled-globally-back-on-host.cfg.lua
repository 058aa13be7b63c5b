modules_enabled = { "ping" }
modules_disabled = { "ping", "s2s" }
VirtualHost "example.org"
	modules_enabled = { "ping", "s2s" }
VirtualHost "example.net"
