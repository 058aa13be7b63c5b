modules_enabled = { "ping" }
modules_enabled = { "time" }
VirtualHost "example.org"
	modules_enabled = { "ping" }
VirtualHost "example.net"
VirtualHost "example.org"
	modules_enabled = { "uptime" }
