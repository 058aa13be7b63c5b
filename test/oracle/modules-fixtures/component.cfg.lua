modules_enabled = { "roster", "tls", "saslauth", "dialback", "ping", "smacks", "s2s_bidi", "server_contact_info" }
VirtualHost "example.org"
Component "rooms.example.org" "muc"
