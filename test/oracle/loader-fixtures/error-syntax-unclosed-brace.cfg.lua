a = {
	"x";

VirtualHost "example.org"
