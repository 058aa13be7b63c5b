enabled = false
modules_enabled = { "ping" }
VirtualHost "example.org"
VirtualHost "example.net"
	enabled = true
