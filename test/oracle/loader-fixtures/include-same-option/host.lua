VirtualHost "example.org"
x = 3
y = 4
