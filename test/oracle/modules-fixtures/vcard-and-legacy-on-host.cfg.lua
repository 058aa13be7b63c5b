modules_enabled = { "vcard" }
VirtualHost "example.org"
	modules_enabled = { "vcard_legacy" }
VirtualHost "example.net"
