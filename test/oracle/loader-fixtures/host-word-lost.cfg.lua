VirtualHost = "example.org"
name = "x"
VirtualHost "example.com"
