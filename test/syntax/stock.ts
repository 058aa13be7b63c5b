/** A configuration of ordinary size and shape, written for these tests. */
export const stock = `-- Example chat server
--
-- Settings in this first part hold for the whole server. Settings below a
-- VirtualHost or Component line hold for that host only.

-- Who may administer the server
admins = { "romeo@example.com", "juliet@example.com" }

pidfile = "/run/prosody/prosody.pid"
data_path = "/var/lib/prosody"

--[[ Modules every host gets.
     Lines can be switched off with two dashes. ]]
modules_enabled = {

	-- Needed by nearly everybody
		"disco"; -- tells clients what is offered
		"roster"; -- contact lists
		"saslauth"; -- logins
		"tls";

	-- Comfort
		"blocklist";
		"bookmarks";
		"carbons";
		"csi_simple"; -- saves the batteries of phones
		"limits";
		"mam";
		"pep";
		"private";
		"smacks";
		"vcard4";
		"vcard_legacy";

	-- Housekeeping
		"ping";
		"register";
		"time";
		"uptime";
		"version";
	--	"motd";

	-- Web
		"bosh";
		"websocket";
	--	"http_files"; -- plain files
}

modules_disabled = {
	-- "offline";
	"s2s_bidi",
}

allow_registration = false
registration_notification = "{username} came from {ip}"

c2s_require_encryption = true
s2s_require_encryption = true;
s2s_secure_auth = true
s2s_insecure_domains = { "old.example.org" }

limits = {
	c2s = {
		rate = "10kb/s";
		burst = "2s";
	};
	s2sin = {
		rate = "30kb/s";
	};
}

authentication = "internal_hashed"
storage = {
	archive = "sql";
	accounts = "internal";
	["muc_log"] = "sql",
}
sql = { driver = "SQLite3", database = "prosody.sqlite", port = 5432 }

archive_expires_after = "1w" -- a week
http_max_content_size = 10 * 1024 * 1024
interfaces = { "192.0.2.10", "*" }
certificates = "certs"

log = {
	info = "/var/log/prosody/prosody.log";
	error = "/var/log/prosody/prosody.err";
	{ levels = { "error" }; to = "syslog"; };
}

statistics = "internal"
statistics_interval = 60 * 5
contact_info = {
	abuse = { "mailto:abuse@example.com", "xmpp:abuse@example.com" };
	admin = { "mailto:admin@example.com" };
}

local domain = os.getenv("XMPP_DOMAIN") or "example.net"
local function service(name)
	return name .. "." .. domain
end

if domain == "example.net" then
	motd_text = [[Welcome to the
	test server]]
end

Include "conf.d/*.cfg.lua"

----------- Hosts -----------

VirtualHost "localhost"

VirtualHost "example.com"
	enabled = true
	ssl = {
		key = "/etc/prosody/certs/example.com.key";
		certificate = "/etc/prosody/certs/example.com.crt";
	}
	modules_enabled = {
		"invites";
		"announce"
	}
	http_host = "chat.example.com"

VirtualHost(domain)
	authentication = 'ldap'
	ldap_base = "ou=people,dc=example,dc=net"

-- Rooms
Component "rooms.example.com" "muc"
	name = "Rooms for \\"everyone\\""
	restrict_room_creation = "local"
	modules_enabled = { "muc_mam" }
	muc_room_default_public = false

-- Files
Component "upload.example.com" "http_file_share"
	http_file_share_size_limit = 16 * 1024 * 1024
	http_file_share_expires_after = 60 * 60 * 24 * 7

-- A gateway that runs as its own program
Component "gateway.example.com"
	component_secret = "change me"
`;
