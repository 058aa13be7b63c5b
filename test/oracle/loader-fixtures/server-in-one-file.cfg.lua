-- A server in one file, as a tutorial would have it.
admins = { "admin@example.org" }
plugin_paths = { "/usr/local/lib/prosody/modules" }

modules_enabled = {
	-- Generally required
	"roster"; -- Allow users to have a roster
	"saslauth"; -- Authentication for clients and servers
	"tls"; -- Add support for secure TLS
	"dialback"; -- s2s dialback support
	"disco"; -- Service discovery

	-- Nice to have
	"carbons", "pep", "private", "blocklist", "vcard4", "vcard_legacy";
	"uptime"; "time"; "ping";
	--"admin_adhoc";
}

modules_disabled = {
	-- "offline";
}

allow_registration = false
c2s_require_encryption = true
s2s_require_encryption = true
s2s_secure_auth = false
pidfile = "/var/run/prosody/prosody.pid"
authentication = "internal_hashed"
archive_expires_after = "1w"

limits = {
	c2s = { rate = "10kb/s"; };
	s2sin = { rate = "30kb/s"; };
}

log = {
	info = "/var/log/prosody/prosody.log";
	error = "/var/log/prosody/prosody.err";
	{ levels = { "error" }; to = "syslog"; };
}

certificates = "certs"

VirtualHost "localhost"

VirtualHost "example.org"
	ssl = {
		key = "/etc/prosody/certs/example.org.key";
		certificate = "/etc/prosody/certs/example.org.crt";
	}

Component "conference.example.org" "muc"
	name = "Rooms of example.org"
	restrict_room_creation = "local"
	modules_enabled = { "muc_mam" }

Component "upload.example.org" "http_file_share"
	http_file_share_size_limit = 16 * 1024 * 1024
	http_file_share_daily_quota = 100*1024*1024
	http_file_share_expires_after = 60 * 60 * 24 * 7
