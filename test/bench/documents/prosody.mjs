/** Prosody configurations to measure with: one of the size people start from, and one with very many hosts. */

/** What the enabled modules are for, in a few words; the comments make the document as talkative as real ones are. */
const MODULES = {
	"What every server needs": {
		disco: "tells clients what there is",
		roster: "contact lists",
		saslauth: "logging in",
		tls: "encryption",
	},
	"What people expect": {
		blocklist: "shutting somebody out",
		bookmarks: "rooms known on every device",
		carbons: "all devices see the conversation",
		dialback: "weak proof of other servers' names",
		limits: "traffic has a ceiling",
		pep: "avatars and other published things",
		private: "storage for old clients",
		smacks: "surviving lost connections",
		vcard4: "profiles",
		vcard_legacy: "profiles for old clients",
	},
	"What is nice to have": {
		csi_simple: "phones sleep longer",
		invites: "invitation links",
		invites_adhoc: "made from a client",
		invites_register: "and accepted in one",
		mam: "the archive",
		ping: "are you there?",
		register: "passwords changed by their owners",
		time: "the time here",
		uptime: "since when",
		version: "which software",
		server_contact_info: "whom to write to",
		tombstones: "names of deleted accounts stay taken",
		watchregistrations: "admins see new accounts",
	},
	"For calls": { turn_external: "which relay to use" },
	"For admins": {
		admin_adhoc: "from a client",
		admin_shell: "from a shell",
		announce: "a word to everybody",
	},
	"Over HTTP": { bosh: "polling", websocket: "for browsers", http_openmetrics: "figures for graphs" },
};

/** Options of the global section: name, value, what they do. */
const OPTIONS = [
	["authentication", '"internal_hashed"', "Passwords are kept as hashes."],
	["c2s_require_encryption", '"yes"', "Meant as true: the one mistake in here, so that there is something to find."],
	["s2s_require_encryption", "true", "Other servers must encrypt."],
	["s2s_secure_auth", "true", "Other servers must show a certificate we trust."],
	["allow_registration", "false", "Accounts come by invitation."],
	["archive_expires_after", '"1w"', "A week of messages is kept."],
	["default_archive_policy", "true", "Everything is archived unless the user objects."],
	["max_archive_query_results", "50", "Clients page through the archive."],
	["certificates", '"certs"', "Certificates are looked for here."],
	["storage", '"internal"', "Files, no database."],
	["http_ports", "{ 5280 }", "Plain HTTP, for the proxy on this machine."],
	["http_interfaces", '{ "127.0.0.1", "::1" }', "Nobody else reaches it."],
	["https_ports", "{}", "The proxy does TLS."],
	["http_external_url", '"https://xmpp.example.org/"', "What the proxy is called outside."],
	["trusted_proxies", '{ "127.0.0.1", "::1" }', "Its word about addresses is taken."],
	["c2s_direct_tls_ports", "{ 5223 }", "For clients behind strict firewalls."],
	["s2s_direct_tls_ports", "{ 5270 }", "For servers likewise."],
	["turn_external_host", '"turn.example.org"', "Where calls are relayed."],
	["turn_external_secret", '"not-a-real-secret"', "Known to the relay as well."],
	["pidfile", '"/run/prosody/prosody.pid"', "For the service manager."],
	["statistics", '"internal"', "Counted, not sent anywhere."],
];

const TABLES = `
-- How fast clients and servers may send.
limits = {
	c2s = {
		rate = "10kb/s";
		burst = "2s";
	};
	s2sin = {
		rate = "30kb/s";
		burst = "3s";
	};
}

-- Where people turn to.
contact_info = {
	abuse = { "mailto:abuse@example.org", "xmpp:abuse@example.org" };
	admin = { "mailto:xmpp@example.org" };
	support = { "xmpp:help@rooms.example.org?join" };
}

-- What is written down, and where.
log = {
	info = "/var/log/prosody/prosody.log";
	error = "/var/log/prosody/prosody.err";
	-- "*syslog";
}
`;

const HOSTS = `
VirtualHost "example.org"
	disco_items = {
		{ "rooms.example.org", "Rooms" };
		{ "share.example.org", "Files" };
	}

-- Rooms
Component "rooms.example.org" "muc"
	name = "Rooms"
	modules_enabled = { "muc_mam" }
	restrict_room_creation = "local"
	muc_log_expires_after = "1w"

-- Files
Component "share.example.org" "http_file_share"
	http_file_share_size_limit = 16 * 1024 * 1024
	http_file_share_global_quota = 10 * 1024 * 1024 * 1024
	http_file_share_expires_after = 7 * 24 * 60 * 60

-- A gateway that runs beside us
Component "gateway.example.org"
	component_secret = "not-a-real-secret"
`;

/** @returns {string[]} everything before the first host */
function globalSection() {
	const lines = ["-- A configuration for measurements", "", "-- Who may administer this server.", "admins = {"];
	lines.push('\t"juliet@example.org";', "}", "", "modules_enabled = {");
	for (const [heading, modules] of Object.entries(MODULES)) {
		lines.push("", `\t-- ${heading}`);
		for (const [name, purpose] of Object.entries(modules)) lines.push(`\t\t"${name}"; -- ${purpose}`);
	}
	lines.push(
		"}",
		"",
		"-- Loaded without being asked for; taken out here.",
		"modules_disabled = {",
		'\t-- "offline";',
		"}",
	);
	for (const [name, value, purpose] of OPTIONS) lines.push("", `-- ${purpose}`, `${name} = ${value}`);
	lines.push(...TABLES.split("\n"));
	return lines;
}

/**
 * @param {number} size lines wanted; comments fill what is missing
 * @returns {import("./documents.mjs").Draft}
 */
export function stockConfiguration(size) {
	const lines = globalSection();
	const hosts = HOSTS.split("\n");
	while (lines.length + 2 + hosts.length < size)
		lines.push("-- There is always more to explain than there are options to set.");
	const typeAt = { line: lines.push("") - 1, character: 0 };
	lines.push("", ...hosts);
	return { lines, typeAt, hoverAt: find(lines, "s2s_secure_auth"), typing: "c2s_timeout = 300" };
}

/** @param {number} count @returns {import("./documents.mjs").Draft} a global section and `count` virtual hosts */
export function manyHosts(count) {
	const lines = globalSection();
	let typeAt = { line: 0, character: 0 };
	for (let i = 1; i <= count; i++) {
		lines.push(`VirtualHost "host${i}.example.org"`, `\thttp_host = "www${i}.example.org"`);
		if (i % 4 === 0) lines.push('\tmodules_enabled = { "motd" }', `\tmotd_text = "Welcome to host ${i}"`);
		if (i === Math.ceil(count / 2)) typeAt = { line: lines.push("\t") - 1, character: 1 };
		lines.push("");
	}
	const hoverAt = { line: typeAt.line - 1, character: 3 };
	return { lines, typeAt, hoverAt, typing: 'authentication = "ldap"' };
}

function find(lines, name) {
	return { line: lines.findIndex((line) => line.startsWith(name)), character: 2 };
}
