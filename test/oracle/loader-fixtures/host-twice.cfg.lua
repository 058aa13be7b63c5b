VirtualHost "example.org"
	a = 1
	b = { 1 }
c = 2
VirtualHost "example.com"
	a = 3
VirtualHost "EXAMPLE.org"
	b = { 2 }
	d = 4
Component "rooms.example.org" "muc"
	a = 5
Component "rooms.example.org"
	e = 6
Component "rooms.example.org" "pubsub"
	f = 7
