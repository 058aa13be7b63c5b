modules_enabled = { "roster", nil, "ping" }
modules_disabled = { "c2s", tls, "s2s" }
VirtualHost "example.org"
	modules_enabled = { nil, "time" }
