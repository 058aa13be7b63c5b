c = 3
VirtualHost "example.com"
d = 4
