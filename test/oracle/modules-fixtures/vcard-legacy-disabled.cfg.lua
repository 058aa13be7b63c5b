modules_enabled = { "vcard", "vcard_legacy" }
VirtualHost "example.org"
	modules_disabled = { "vcard_legacy" }
