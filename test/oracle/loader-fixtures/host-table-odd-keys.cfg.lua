VirtualHost "example.org" { "first", "second", [10] = "ten", [true] = "yes", [1.5] = "half", name = "named" }
local list = { "x" }
VirtualHost "example.com" { admins = list; list = list; }
list[2] = "y"
VirtualHost "example.net" { enabled = false, enabled = true, nothing = nil }
