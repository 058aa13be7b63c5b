-- The layout that Debian ships.
admins = { }
modules_enabled = { "disco"; "roster"; "saslauth"; "tls"; }
modules_disabled = { }
allow_registration = false;
daemonize = true;
pidfile = "/run/prosody/prosody.pid";
c2s_require_encryption = true
authentication = "internal_plain"
log = {
	info = "/var/log/prosody/prosody.log";
	error = "/var/log/prosody/prosody.err";
	{ levels = { "error" }; to = "syslog";  };
}
VirtualHost "localhost"
Include "conf.d/*.cfg.lua"
