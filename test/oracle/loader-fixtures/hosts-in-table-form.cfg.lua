admins = { "admin@example.org" }

VirtualHost "example.org" {
	ssl = { key = "a.key", certificate = "a.crt" };
	modules_enabled = { "mam" };
}
-- Global again.
archive_expires_after = "4w"

Component "rooms.example.org" "muc" {
	name = "Rooms";
	["max_history_messages"] = 20;
}
default_archive_policy = true

Component "gateway.example.org" { component_secret = "secret" }
c2s_ports = { 5222 }
VirtualHost "empty.example" {}
s2s_ports = { 5269 }
