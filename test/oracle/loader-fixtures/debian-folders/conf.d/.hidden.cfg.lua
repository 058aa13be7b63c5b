VirtualHost "hidden.example"
