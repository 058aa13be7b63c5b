/** Prosody configurations to measure with: a global section as people write it, then as many hosts and components as wanted. */
import { middle } from "./middle.mjs";

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
	["c2s_require_encryption", "true", "Clients must encrypt."],
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
`;

/** @param {string} state the folder the server writes to @returns {string[]} everything before the first host */
export function globalSection(state = "/var/lib/prosody") {
	const lines = ["-- A configuration for measurements", "", "-- Who may administer this server.", "admins = {"];
	lines.push('\t"juliet@host1.example.org";', "}", "", "modules_enabled = {");
	for (const [heading, modules] of Object.entries(MODULES)) {
		lines.push("", `\t-- ${heading}`);
		for (const [name, purpose] of Object.entries(modules)) lines.push(`\t\t"${name}"; -- ${purpose}`);
	}
	lines.push("}", "", "-- Loaded without being asked for; taken out here.", "modules_disabled = {");
	lines.push('\t-- "offline";', "}", "");
	for (const [name, value, purpose] of OPTIONS) lines.push(`${name} = ${value} -- ${purpose}`);
	lines.push(...TABLES.split("\n"), "-- What is written down, and where.");
	lines.push(`data_path = "${state}"`, `pidfile = "${state}/prosody.pid"`);
	lines.push("log = {", `\tinfo = "${state}/prosody.log";`, `\terror = "${state}/prosody.err";`, "}", "");
	return lines;
}

/** One in so many hosts has a mistake in it, one of these in turn. */
const FAULTY = 5;
const MISTAKES = [
	() => "\tc2s_require_encyption = true",
	(index) => `\tlocal leftover_${index} = "never read"`,
	() => '\tallow_registration = "no"',
	(index) => `\tmotd_text = text_of_${index} .. "."`,
	() => '\tmodules_enabled = { "carbnos" }',
	(index) => `\tlocal note_${index} = ${index}`,
	() => "\tstorage = { archive = 4 }",
	(index) => `\twelcome_message = greeting_${index}`,
];

/** @param {number} index @param {boolean} [mistakes] whether some have one @returns {string[]} */
export function virtualHost(index, mistakes = false) {
	const name = `host${index}.example.org`;
	const mistake = mistakes && index % FAULTY === 1 ? MISTAKES[Math.floor(index / FAULTY) % MISTAKES.length] : undefined;
	return [
		`VirtualHost "${name}"`,
		"\tenabled = true",
		'\tmodules_enabled = { "http_files"; "mam" }',
		`\tadmins = { "juliet@${name}" }`,
		`\tssl = { certificate = "certs/${name}.crt"; key = "certs/${name}.key" }`,
		mistake?.(index) ?? `\tallow_registration = ${index % 2 === 0}`,
		`\thttp_host = "www.${name}"`,
		"",
	];
}

/** @param {number} index @returns {string[]} */
export function rooms(index) {
	return [
		`Component "rooms.host${index}.example.org" "muc"`,
		`\tname = "Rooms of host ${index}"`,
		'\tmodules_enabled = { "muc_mam" }',
		'\trestrict_room_creation = "local"',
		"",
	];
}

/** The hosts and components of a configuration of so many hosts, each by itself: every other host has rooms. */
export function* sections(count, mistakes = false) {
	for (let index = 1; index <= count; index++) {
		yield virtualHost(index, mistakes);
		if (index % 2 === 0) yield rooms(index);
	}
}

/** @param {number} size exact number of lines @returns {import("./documents.mjs").Draft} */
export function ofLines(size) {
	const lines = globalSection();
	for (const section of sections(Number.POSITIVE_INFINITY, true)) {
		if (lines.length + section.length > size) break;
		lines.push(...section);
	}
	while (lines.length < size) lines.push("-- There is always more to explain.");

	const line = middle(lines, /^\thttp_host/);
	return {
		lines,
		typeAt: { line, character: lines[line].length },
		typing: '\n\tarchive_expires_after = "2w"',
		completeAt: { line, character: 4 },
		hoverAt: { line, character: 4 },
	};
}
