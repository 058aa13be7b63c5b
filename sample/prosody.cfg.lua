-- Prosody on chat host "kolibri": an open server for everyone at example.org.
-- After editing: prosodyctl check config && systemctl reload prosody

----------------------------------------------------------------
-- For the whole server
----------------------------------------------------------------

admins = { "ada@example.org" }

-- Our own modules and those from the community repository
plugin_paths = { "/usr/local/lib/prosody/modules" }

modules_enabled = {
	-- the basics
	"disco";
	"roster";
	"saslauth";
	"tls";

	-- comfort on several devices
	"blocklist";
	"bookmarks";
	"mod_carbons"; -- copies of sent messages
	"mam";
	"pep"
	"private";
	"smacks";
	"vcard4";
	"vcard_legacy";
	"csi_simple";

	-- small helpers
	"ping";
	"time";
	"uptime";
	"version";

	-- accounts
	"register";
	--"watchregistrations"; -- tells the admins about new accounts

	-- for the web client
	"bosh";
	"admin_adhoc";
}

-- Anyone may join
allow_registration = true
registration_whitelist = { "127.0.0.1", "192.0.2.10" }

-- Encryption
c2s_require_encryption = "yes"
s2s_require_encryption = true
s2s_secure_auth = true
certificates = "certs"

authentication = "internal_hashed"
storage = "internal"
archive_expires_after = "4w"

-- The web client talks to us through nginx on this machine
bosh_ports = { 5280 }
consider_bosh_secure = true
trusted_proxies = { "127.0.0.1", "::1" }

contact_info = {
	admin = "xmpp:ada@example.org";
	support = { "mailto:help@example.org" };
}

log = {
	info = "*syslog";
}

# Old servers wanted these
setuid = "prosody"
pidfile = "/run/prosody/prosody.pid"

----------------------------------------------------------------
-- Hosts
----------------------------------------------------------------

VirtualHost "example.org"
	-- more files open, please
	c2s_tcp_keepalives = true
	welcome_message = "Hello $username, nice to see you on $host!"

Component "rooms.example.org" "muc"
	name = "Rooms at example.org"
	modules_enabled = { "muc_mam" }
	restrict_room_creation = "local"

Component "files.example.org" "http_file_share"
	http_file_share_size_limit = 20 * 1024 * 1024
	http_file_share_expires_after = 30 * 24 * 60 * 60
