VirtualHost "example.org"
	a = 1
	Include "more.lua"
	b = 2
