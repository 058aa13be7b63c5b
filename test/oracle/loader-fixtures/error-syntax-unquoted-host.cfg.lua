VirtualHost example.org
