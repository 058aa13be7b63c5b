a = 1
VirtualHost "example.org"