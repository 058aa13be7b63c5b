component_module = "pubsub"
modules_enabled = { "ping", "tls" }
VirtualHost "example.org"
Component "rooms.example.org" "muc"
