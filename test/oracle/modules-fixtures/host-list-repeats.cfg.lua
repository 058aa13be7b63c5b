modules_enabled = { "roster", "ping" }
VirtualHost "example.org"
	modules_enabled = { "ping", "ping", "time" }
