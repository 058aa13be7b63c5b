local common = { "roster", "ping", "s2s" }
modules_enabled = common
modules_disabled = { "ping", "s2s" }
VirtualHost "example.org"
	modules_enabled = common
VirtualHost "example.net"
	modules_enabled = { "roster", "ping", "s2s" }
Component "rooms.example.org" "muc"
	modules_enabled = common
Component "talk.example.org" "muc"
	modules_enabled = { "roster", "ping" }
