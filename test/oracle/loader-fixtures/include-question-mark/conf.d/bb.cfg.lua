VirtualHost "bb.example"
