VirtualHost "example.org"
x = 1
