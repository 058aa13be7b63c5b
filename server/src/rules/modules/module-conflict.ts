import type { Configuration, Scope } from "../../config/model.ts";
import type { Change } from "../../edits/change.ts";
import { addToTable, removeModule, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { hostNames } from "../registration-facts.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";

/** The one pair that Prosody itself looks for, in every series. Modules that were renamed are for another rule. */
const GIVES_WAY = "vcard";

export default rule({
	id: "module-conflict",
	local: "or-global",
	title: t("Two modules of which only one can be there"),
	severity: "warning",
	modules: ["vcard_legacy"],
	check({ config }, report) {
		for (const { at, winner, hosts } of conflicts(config)) {
			report({
				at,
				message: t(
					'"{0}" does not load on {1}: "{2}" is there and takes its place. Prosody writes an error to its log each time it starts.',
					GIVES_WAY,
					hostNames(hosts),
					winner,
				),
				fixes: fixes(hosts, config),
			});
		}
	},
});

interface Conflict {
	/** The item that names the module which gives way. */
	readonly at: Span;
	readonly winner: string;
	readonly hosts: Scope[];
}

/** One for each place that names it. */
function conflicts({ virtualHosts, components }: Configuration): Conflict[] {
	const found = new Map<string, Conflict>();
	for (const host of [...virtualHosts, ...components]) {
		const left = host.modules.leftOut.get(GIVES_WAY);
		if (left?.because !== "conflict" || !left.at || left.via === undefined) continue;
		const place = `${left.at.start} ${left.at.file}`;
		const conflict = found.get(place) ?? { at: left.at, winner: left.via, hosts: [] };
		conflict.hosts.push(host);
		found.set(place, conflict);
	}
	return [...found.values()];
}

function fixes(hosts: readonly Scope[], config: Configuration): Fix[] {
	const scopes = [config.global, ...hosts].filter(names);
	// On other hosts it may be the only one.
	const elsewhere = scopes.includes(config.global) && config.virtualHosts.some((host) => !hosts.includes(host));
	if (!elsewhere) {
		const how = config.whole ? safe : suggested;
		return [
			how(t('Take "{0}" out', GIVES_WAY), () => {
				const changes = scopes.map((scope) => removeModule(scope, GIVES_WAY));
				return changes.every(({ length }) => length > 0) ? changes.flat() : [];
			}),
		];
	}
	return [
		suggested(t('Switch "{0}" off on {1}', GIVES_WAY, hostNames(hosts)), () => {
			const changes = hosts.map(switchOff);
			return changes.every(({ length }) => length > 0) ? changes.flat() : [];
		}),
	];
}

function names(scope: Scope): boolean {
	const list = scope.own.get("modules_enabled")?.value;
	return list?.type === "table" && list.items.some((item) => item.type === "string" && item.value === GIVES_WAY);
}

function switchOff(host: Scope): Change[] {
	const list = host.own.get("modules_disabled")?.value;
	if (!list) return setOption(host, "modules_disabled", [GIVES_WAY], { after: "modules_enabled" });
	return list.type === "table" ? addToTable(list, GIVES_WAY) : [];
}
