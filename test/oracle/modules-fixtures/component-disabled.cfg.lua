modules_enabled = { "tls", "saslauth" }
modules_disabled = { "saslauth" }
Component "rooms.example.org" "muc"
	modules_disabled = { "tls", "s2s", "ping" }
