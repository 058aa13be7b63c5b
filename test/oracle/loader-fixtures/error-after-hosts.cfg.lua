VirtualHost "example.org"
name = "x"
Component "rooms.example.org" "muc"
name = y.z
