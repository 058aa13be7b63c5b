modules_enabled = { "ping" }
VirtualHost "example.org"
	enabled = false
	modules_enabled = { "time" }
Component "rooms.example.org" "muc"
	enabled = false
