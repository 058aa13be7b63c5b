name = 1
VirtualHost "\u{feff}example.org"
