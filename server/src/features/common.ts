/** What most configurations use, most wanted first: completions begin with these. */

const MODULES =
	"roster saslauth tls disco carbons mam pep smacks limits blocklist bookmarks vcard4 vcard_legacy csi_simple cloud_notify " +
	"private ping time uptime version register bosh websocket admin_adhoc admin_shell s2s_bidi dialback invites invites_adhoc " +
	"invites_register server_contact_info http_file_share muc muc_mam turn_external watchregistrations tombstones mimicking " +
	"account_activity announce welcome motd proxy65 http_openmetrics groups http_files lastactivity server_info pubsub";

const OPTIONS =
	"modules_enabled modules_disabled admins authentication storage allow_registration c2s_require_encryption " +
	"s2s_require_encryption s2s_secure_auth s2s_secure_domains limits log pidfile certificates archive_expires_after " +
	"default_archive_policy contact_info sql plugin_paths http_host http_external_url trusted_proxies ssl component_secret " +
	"restrict_room_creation muc_log_by_default name http_file_share_size_limit http_file_share_daily_quota registration_invite_only " +
	"min_seconds_between_registrations turn_external_host turn_external_secret statistics";

const MODULE_RANK = rank(MODULES);
const OPTION_RANK = rank(OPTIONS);

function rank(list: string): ReadonlyMap<string, number> {
	return new Map(list.split(" ").map((name, index) => [name, index]));
}

/** The place of a module among the common ones; undefined for all others. */
export function moduleRank(name: string): number | undefined {
	return MODULE_RANK.get(name);
}

export function optionRank(name: string): number | undefined {
	return OPTION_RANK.get(name);
}

/** Sorts by group, then by rank where there is one, then by name. */
export function sortText(group: number, position: number | undefined, name: string): string {
	return `${group}${position === undefined ? "~" : String(position).padStart(3, "0")}${name}`;
}
