modules_enabled = { { "roster", "ping" } }
VirtualHost "example.org"
	modules_enabled = { "time", { "uptime" } }
