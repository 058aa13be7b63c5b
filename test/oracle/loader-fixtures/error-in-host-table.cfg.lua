VirtualHost "example.org" {
	name = "x";
	admins = { nil .. "" };
}
