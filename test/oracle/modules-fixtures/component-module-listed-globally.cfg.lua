modules_enabled = { "muc", "pubsub" }
VirtualHost "example.org"
Component "rooms.example.org" "muc"
