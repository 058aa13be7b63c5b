VirtualHost "example.org"
	defined = true
	name = "x"
Component "rooms.example.org" "muc"
	load_global_modules = true
