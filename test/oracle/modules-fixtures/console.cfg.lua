modules_enabled = { "console" }
modules_disabled = { "admin_telnet" }
VirtualHost "example.org"
