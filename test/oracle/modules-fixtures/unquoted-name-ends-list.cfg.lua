modules_enabled = { "roster", ping, "time" }
VirtualHost "example.org"
