VirtualHost "example.org" (
5)
