modules_enabled = { "ping" }
modules_disabled = { "s2s" }
VirtualHost "example.org"
	modules_enabled = nil
	modules_disabled = nil
