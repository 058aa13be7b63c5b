-- Fact: plugins/mod_server_contact_info.lua of 13.0: it depends on mod_server_info, without which it does not load
modules_enabled = { "server_contact_info" }
VirtualHost "example.org"
VirtualHost "example.net"
	modules_disabled = { "server_info" }
