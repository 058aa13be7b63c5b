VirtualHost { "example.org" }
