Component "Example.org" "muc"

VirtualHost "example.org"
