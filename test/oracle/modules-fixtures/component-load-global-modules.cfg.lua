modules_enabled = { "ping" }
Component "rooms.example.org" "muc"
	load_global_modules = true
