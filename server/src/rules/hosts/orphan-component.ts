import { perHost } from "../../config/host-index.ts";
import type { Configuration, Scope } from "../../config/model.ts";
import { addToTable, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { isJitsi, tableOf, virtualHosts, whole } from "../facts.ts";
import { isDomainName, nameSpanOf } from "../host-facts.ts";
import { type Fix, rule, suggested } from "../rule.ts";

/** Services that clients only use when the VirtualHost tells them about them. */
const NEEDS_LINK: ReadonlySet<string> = new Set([
	"muc",
	"http_file_share",
	"http_upload",
	"http_upload_external",
	"proxy65",
]);

/** So many hosts at most are offered one by one. */
const MOST_FIXES = 3;

export default rule({
	id: "orphan-component",
	local: "in-place",
	title: t("A service that no VirtualHost leads to"),
	severity: "warning",
	absence: true,
	modules: ["disco"],
	links: ["https://prosody.im/doc/components"],
	check({ config, components: shown }, report) {
		// The VirtualHost may be in a file that was not read.
		if (shown.length === 0 || !config.whole || virtualHosts(config).size === 0 || isJitsi(config)) return;
		const linked = linkedNames(config);
		if (!linked) return;
		const { virtualHosts: hosts } = whole(config);
		for (const component of shown) {
			const { name, module } = component;
			const at = nameSpanOf(component);
			if (!at || linked.has(name) || !isDomainName(name) || !component.isUnset("disco_hidden")) continue;
			// For prosodyctl check config, below another Component is good enough.
			const parent = parentOf(name);
			if (parent !== undefined && config.host(parent)?.enabled) continue;
			report({
				at,
				severity: module && NEEDS_LINK.has(module) ? undefined : "information",
				message:
					hosts.length === 1
						? t(
								"Clients do not find {0}: it is not directly below {1}, and disco_items there does not name it.",
								name,
								hosts[0]!.name,
							)
						: t("Clients do not find {0}: it is not directly below a VirtualHost, and no disco_items names it.", name),
				fixes: fixes(component, hosts),
			});
		}
	},
});

function parentOf(name: string): string | undefined {
	return /^[^.]+\.(.+)$/.exec(name)?.[1];
}

const hostsWithLinks = perHost(({ enabled, own }) => (enabled ? own.get("disco_items")?.value : undefined));

/** The names in all disco_items; undefined when they are not all known. */
function linkedNames(config: Configuration): Set<string> | undefined {
	const names = new Set<string>();
	for (const scope of [config.global, ...[...hostsWithLinks(config).values()].map(({ host }) => host)]) {
		const value = scope.own.get("disco_items")?.value;
		if (!value || value.type === "nil") continue;
		if (value.type !== "table" || value.open) return undefined;
		for (const item of value.items) {
			const name = item.type === "table" ? item.items[0] : item;
			// What is no pair is misshapen, and a finding of its own.
			if (name?.type !== "string" || item.type !== "table") return undefined;
			names.add(name.value.toLowerCase());
		}
		if (value.fields.size > 0) return undefined;
	}
	return names;
}

/** Nearest hosts first. */
function fixes(component: Scope, hosts: readonly Scope[]): Fix[] {
	const near = [...hosts].sort((a, b) => common(b.name, component.name) - common(a.name, component.name));
	return [...near.slice(0, MOST_FIXES).map((host) => link(component, host))];
}

function link(component: Scope, host: Scope): Fix {
	const title = component.own.get("name")?.value;
	const entry = title?.type === "string" ? [component.name, title.value] : [component.name];
	return suggested(t("Offer it to the users of {0}", host.name), () => {
		// A list of the host would take the place of the global one.
		const table = tableOf(host, "disco_items");
		return table ? addToTable(table, entry) : setOption(host, "disco_items", [entry]);
	});
}

/** How many labels at the end two names have in common. */
function common(a: string, b: string): number {
	const [x, y] = [a.split(".").reverse(), b.split(".").reverse()];
	const end = x.findIndex((label, index) => label !== y[index]);
	return end < 0 ? x.length : end;
}
