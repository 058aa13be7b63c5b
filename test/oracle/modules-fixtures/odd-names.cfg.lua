modules_enabled = { "", " roster", "Ping", "mod_ping", "no-such-module", "roster " }
modules_disabled = { "ping " }
VirtualHost "example.org"
