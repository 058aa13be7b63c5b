modules_enabled = { "roster", ENV_ORACLE_SET, "ping", ENV_ORACLE_UNSET, "time" }
modules_disabled = { ENV_ORACLE_UNSET, "c2s" }
VirtualHost "example.org"
	modules_enabled = { "uptime" }
	modules_disabled = ENV_ORACLE_UNSET
VirtualHost "example.net"
