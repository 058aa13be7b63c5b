modules_enabled = { "roster", "ping" }
modules_disabled = { "ping", "c2s", "nowhere" }
VirtualHost "example.org"
