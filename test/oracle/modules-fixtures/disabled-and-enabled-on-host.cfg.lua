VirtualHost "example.org"
	modules_enabled = { "ping", "time" }
	modules_disabled = { "ping" }
