modules_enabled = 5
VirtualHost "example.org"
