modules_enabled = { "ping" }
VirtualHost "example.org"
	modules_disabled = true
VirtualHost "example.net"
