x = 1
VirtualHost "example.org"
	"muc"
