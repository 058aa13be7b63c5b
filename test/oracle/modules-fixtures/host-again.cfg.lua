VirtualHost "example.org"
	modules_enabled = { "ping" }
Host "example.org"
	modules_disabled = { "ping" }
VirtualHost "EXAMPLE.net"
