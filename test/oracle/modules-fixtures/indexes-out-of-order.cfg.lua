modules_enabled = { [2] = "ping", [1] = "roster", [4] = "time", [0] = "uptime", [-1] = "version" }
VirtualHost "example.org"
