modules_enabled = { "ping", "time", "uptime" }
modules_disabled = { "ping" }
VirtualHost "example.org"
	modules_enabled = { "ping" }
	modules_disabled = { "time" }
