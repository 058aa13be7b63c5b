modules_enabled = { "tls", "ping" }
Component "rooms.example.org" "muc"
	modules_enabled = { "muc_mam", "vcard_muc", "ping" }
