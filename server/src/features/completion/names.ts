/** Hosts and addresses of people that the configuration itself knows. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { Scope } from "../../config/model.ts";
import type { Step } from "../context.ts";
import { type Candidate, isPlainText, NOTHING, type Offer, type Request, sortKey } from "./item.ts";

/** What a text stands for. */
export type Role = "person" | "host" | "person-or-host" | "contact";

const PEOPLE = new Set(["admins", "registration_watchers"]);
const ANYBODY = new Set(["unlimited_jids", "http_file_share_access", "proxy65_acl"]);
const HOSTS = new Set([
	...["http_host", "http_default_host", "turn_external_host", "external_service_host", "external_service_access"],
	...["proxy65_address", "parent_host", "registration_from", "motd_jid", "realm", "cyrus_server_fqdn"],
]);
/** Options that name domains of others. */
const REMOTE = /^s2s_|^tls_|dns|ldap|sql|smtp|redis|mongo|proxy_host/;

/** What the texts of an option are, by its name: the catalog has no type for it. */
export function roleOf(option: string, path: readonly Step[]): Role | undefined {
	const last = path.at(-1);
	if (option === "contact_info") return path.length === 2 || typeof last === "string" ? "contact" : undefined;
	if (option === "disco_items") return path.length === 2 && (last === 0 || last === 1) ? discoRole(last) : undefined;
	if (typeof last === "string") return last === "host" && option === "external_services" ? "host" : undefined;
	if (path.length > 1) return undefined;
	if (PEOPLE.has(option) || /_(?:admins|watchers)$/.test(option)) return "person";
	if (ANYBODY.has(option) || /(?:^|_)(?:jids?|acl)$/.test(option)) return "person-or-host";
	if (HOSTS.has(option) || (/(?:^|_)(?:hosts?|domains?)$/.test(option) && !REMOTE.test(option))) return "host";
	return undefined;
}

/** `{ "address", "name" }` */
function discoRole(index: number): Role | undefined {
	return index === 0 ? "host" : undefined;
}

/** At most this many names are offered at once. */
const MOST = 200;

/** @param present what the list holds already */
export function nameOffer(request: Request, role: Role, present: ReadonlySet<string>): Offer {
	const { config } = request.snapshot;
	const { typed } = request;
	if (role === "contact") return contacts(request, present);
	const at = typed.indexOf("@");
	if (role !== "host" && at > 0) return addresses(typed.slice(0, at), config.virtualHosts, present);
	const people = role === "host" ? [] : knownPeople(request, present);
	const own = request.context.section.scope;
	const hosts = role === "person" ? [] : hostsOf(config.hosts, own, present);
	const first = role === "person" ? (own.kind === "VirtualHost" ? [own] : config.virtualHosts) : [];
	const admins = addresses("admin", first.slice(0, 3), new Set([...present, ...people])).candidates;
	const candidates = [...people.map((name) => text(name, 0)), ...admins, ...hosts.map((name) => text(name, 2))];
	return limited(candidates);
}

/** `mailto:abuse@example.org` and `xmpp:abuse@example.org` for `abuse`. */
function contacts({ snapshot, context }: Request, present: ReadonlySet<string>): Offer {
	const { scope } = context.section;
	const { place } = context;
	const duty = place.is === "value" ? place.path.find((step) => typeof step === "string") : undefined;
	const hosts = scope.kind === "VirtualHost" ? [scope] : snapshot.config.virtualHosts.slice(0, 3);
	const all = hosts.flatMap(({ name }) => [`mailto:${duty}@${name}`, `xmpp:${duty}@${name}`]);
	return { candidates: all.filter((one) => duty && isPlainText(one) && !present.has(one)).map((one) => text(one, 1)) };
}

/** An address on every host that has accounts. */
function addresses(name: string, hosts: readonly Scope[], present: ReadonlySet<string>): Offer {
	const all = hosts.slice(0, MOST + 1).map((host) => `${name}@${host.name}`);
	return limited(all.filter((one) => isPlainText(one) && !present.has(one)).map((one) => text(one, 1)));
}

function limited(candidates: readonly Candidate[]): Offer {
	return candidates.length > MOST ? { candidates: candidates.slice(0, MOST), incomplete: true } : { candidates };
}

/** The host in hand first. */
function hostsOf(all: readonly Scope[], own: Scope, present: ReadonlySet<string>): string[] {
	const names = all.slice(0, MOST + 1).map(({ name }) => name);
	const first = own.kind === "global" ? names : [own.name, ...names.filter((name) => name !== own.name)];
	return first.filter((name) => isPlainText(name) && !present.has(name));
}

/** Everybody whom the global section and this one name as an admin or the like. */
function knownPeople({ snapshot, context }: Request, present: ReadonlySet<string>): string[] {
	const found = new Set<string>();
	for (const scope of new Set([context.section.scope, snapshot.config.global])) {
		for (const option of [...PEOPLE, ...ANYBODY]) {
			const value = scope.own.get(option)?.value;
			for (const item of value?.type === "table" ? value.items.slice(0, MOST) : []) {
				if (item.type === "string" && /^[^@/]+@[^@/]+$/.test(item.value)) found.add(item.value);
			}
		}
	}
	return [...found].filter((name) => isPlainText(name) && !present.has(name));
}

function text(label: string, group: number): Candidate {
	return { label, kind: CompletionItemKind.Reference, quoted: true, sortText: sortKey(group) };
}

/** What services are usually called. */
const SERVICES = ["rooms", "upload", "proxy", "pubsub"];

/** Names for a Component that is being written: services of the hosts there are. */
export function componentNames({ snapshot: { config } }: Request): Offer {
	const candidates = config.virtualHosts
		.slice(0, 20)
		.flatMap(({ name }) =>
			SERVICES.map((service, index) => ({ ...text(`${service}.${name}`, 0), sortText: sortKey(0, index) })).filter(
				({ label }) => isPlainText(label) && !config.host(label),
			),
		);
	return candidates.length > 0 ? { candidates } : NOTHING;
}
