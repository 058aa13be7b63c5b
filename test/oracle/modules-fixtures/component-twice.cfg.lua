Component "rooms.example.org" "muc"
	modules_enabled = { "ping" }
Component "rooms.example.org"
	name = "Rooms"
