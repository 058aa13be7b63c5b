modules_enabled = { "roster", "tls" }
modules_enabled:append { "smacks", "carbons" }
modules_enabled { "mam" }
modules_enabled:append({ "a" }):append { "b" }
admins = { "a@example.org" }
admins { "b@example.org" } { "c@example.org" }
limits = { c2s = { rate = "10kb/s" } }
limits:append { s2sin = { rate = "30kb/s" } }
mixed = { 1, x = 2 }
mixed:append { 3, y = 4 }
mixed:append { y = 5 }
empty = {}
empty:append { "first" }
empty:append {}
list = modules_enabled:value()
copied = {}
