VirtualHost "\xff.example"
