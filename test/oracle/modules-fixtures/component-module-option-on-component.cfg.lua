modules_enabled = { "ping", "tls" }
Component "rooms.example.org" "muc"
	component_module = "pubsub"
