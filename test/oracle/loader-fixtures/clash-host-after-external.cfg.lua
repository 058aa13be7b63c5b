Component "example.org"
VirtualHost "example.org"
