VirtualHost "b.example"
