modules_enabled = { "roster" }
VirtualHost "example.org"
	modules_enabled = { "ping" }
VirtualHost "example.net"
