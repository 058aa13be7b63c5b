modules_enabled = { "roster", "ping" }
VirtualHost "example.org"
	modules_disabled = { "ping", "s2s" }
VirtualHost "example.net"
