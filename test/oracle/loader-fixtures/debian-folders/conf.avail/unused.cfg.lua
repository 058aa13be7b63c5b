VirtualHost "unused.example"
