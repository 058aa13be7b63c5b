modules_enabled = { "roster", 5, false, true, { "time" }, 1.5, "5", "ping" }
modules_disabled = { 7, "roster", {} }
VirtualHost "example.org"
