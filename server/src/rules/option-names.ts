/** Names of options: those there are, and the one that was meant. */
import type { Catalog } from "../catalog/catalog.ts";

/** How many letters were added, left out, replaced or swapped with their neighbours; more than `most` is told as `most + 1`. */
export function distance(a: string, b: string, most: number): number {
	if (Math.abs(a.length - b.length) > most) return most + 1;
	let before: number[] = [];
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let least = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + same);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
			next.push(least);
		}
		if (Math.min(...next) > most) return most + 1;
		[before, row] = [row, next];
	}
	return row[b.length]!;
}

/** Names that people write for an option that is called in another way. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
	allow_user_registration: "allow_registration",
	auth: "authentication",
	auth_method: "authentication",
	c2s_require_tls: "c2s_require_encryption",
	c2s_require_ssl: "c2s_require_encryption",
	enable_registration: "allow_registration",
	enabled_modules: "modules_enabled",
	disabled_modules: "modules_disabled",
	external_url: "http_external_url",
	http_file_share_file_size_limit: "http_file_share_size_limit",
	http_file_share_max_file_size: "http_file_share_size_limit",
	http_file_share_quota: "http_file_share_global_quota",
	http_upload_size_limit: "http_upload_file_size_limit",
	log_all_rooms: "muc_log_all_rooms",
	logging: "log",
	modules: "modules_enabled",
	muc_log: "muc_log_by_default",
	pid_file: "pidfile",
	plugins_path: "plugin_paths",
	s2s_require_tls: "s2s_require_encryption",
	s2s_require_ssl: "s2s_require_encryption",
	turn_secret: "turn_external_secret",
};

const all = new WeakMap<Catalog, readonly string[]>();

/** Every name there is, those that follow from services and tasks included. */
function namesIn(catalog: Catalog): readonly string[] {
	let names = all.get(catalog);
	if (!names) {
		const found = new Set<string>();
		for (const module of [catalog.server, ...catalog.modules()]) {
			for (const { name } of catalog.optionsOf(module)) found.add(name);
		}
		names = [...found];
		all.set(catalog, names);
	}
	return names;
}

/** What names were taken for: many hosts bear the same mistake. */
const taken = new WeakMap<Catalog, Map<string, readonly string[]>>();
const MOST_TAKEN = 500;

/** The options that a name may have been meant for, the nearest first; none where that is anybody's guess. */
export function meantBy(name: string, catalog: Catalog): readonly string[] {
	const known = taken.get(catalog) ?? new Map<string, readonly string[]>();
	taken.set(catalog, known);
	let meant = known.get(name);
	if (!meant) {
		if (known.size >= MOST_TAKEN) known.clear();
		meant = find(name, catalog);
		known.set(name, meant);
	}
	return meant;
}

function find(name: string, catalog: Catalog): readonly string[] {
	const plain = name.toLowerCase().replace(/-/g, "_");
	if (plain !== name && catalog.knowsOption(plain)) return [plain];
	if (Object.hasOwn(OTHER_WORDS, plain)) return [OTHER_WORDS[plain]!];
	// Short names are near to many.
	const most = plain.length >= 12 ? 2 : plain.length >= 5 ? 1 : 0;
	if (most === 0) return [];
	let nearest = most;
	let found: string[] = [];
	for (const one of namesIn(catalog)) {
		const far = distance(plain, one, nearest);
		if (far > nearest || differsInNumber(plain, one)) continue;
		if (far < nearest) found = [];
		nearest = far;
		found.push(one);
	}
	return found.length <= 3 ? found : [];
}

/** A digit more or less is a version of one's own. */
function differsInNumber(a: string, b: string): boolean {
	return a.replace(/\d/g, "") === b.replace(/\d/g, "");
}
