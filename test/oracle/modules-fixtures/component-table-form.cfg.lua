modules_enabled = { "ping" }
Component "rooms.example.org" "muc" { modules_enabled = { "time" } }
modules_disabled = { "ping" }
VirtualHost "example.org" { modules_enabled = { "uptime" } }
