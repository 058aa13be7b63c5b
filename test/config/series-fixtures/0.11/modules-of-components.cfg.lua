-- Fact: core/modulemanager.lua of 0.11: Components inherit tls, saslauth, dialback, iq and s2s only
modules_enabled = { "tls", "s2s_bidi", "smacks", "server_contact_info" }
Component "rooms.example.org" "muc"
