Component "rooms.example.org" "muc"
	modules_enabled = { "muc" }
	modules_disabled = { "muc" }
