VirtualHost "c.example"
