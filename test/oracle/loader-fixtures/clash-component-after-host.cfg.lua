VirtualHost "example.org"
Component "example.org" "muc"
