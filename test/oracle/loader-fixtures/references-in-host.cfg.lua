modules_enabled = { "x" }
VirtualHost "example.org"
	modules_enabled:append { "y" }
