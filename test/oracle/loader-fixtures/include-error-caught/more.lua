a = 1
VirtualHost "example.org"
x = 1
no_such()
