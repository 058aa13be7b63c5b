local both = { "ping", "roster" }
modules_enabled = both
modules_disabled = both
VirtualHost "example.org"
	modules_enabled = { "roster" }
