before = __currenthost
VirtualHost "example.org"
	inside = __currenthost
Component "rooms.example.org" "muc" { x = __currenthost }
after = __currenthost
