modules_enabled = { roster = true, ["ping"] = true }
modules_disabled = { c2s = true }
VirtualHost "example.org"
	modules_enabled = { "time", roster = true }
