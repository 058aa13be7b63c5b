import { nameprep } from "../../config/host-name.ts";
import type { Configuration } from "../../config/model.ts";
import type { StringValue } from "../../config/value.ts";
import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { stringItems, virtualHosts } from "../facts.ts";
import { type Report, rule, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

export default rule({
	id: "admin-not-local",
	local: "in-place",
	title: t("An admin whose account is on another server"),
	severity: "information",
	absence: true,
	links: ["https://prosody.im/doc/admins"],
	check({ config, shows }, report) {
		if (virtualHosts(config).size === 0) return;
		for (const { scope, value } of settingsNamed(config, "admins")) {
			if (scope.kind !== "global" && !scope.enabled) continue;
			for (const admin of stringItems(value) ?? []) {
				// What is no plain address, jid-malformed speaks of.
				const [, name, host] = /^([^@/\s:]+)@([^@/\s:]+)$/.exec(admin.value) ?? [];
				const domain = host && nameprep(host);
				if (!name || !domain || config.host(domain) || !shows(admin.span)) continue;
				report(finding(admin, name, domain, config));
			}
		}
	},
});

function finding(admin: StringValue, name: string, domain: string, config: Configuration): Report {
	const meant = [...virtualHosts(config).keys()].filter((own) => isRelated(own, domain));
	const [only] = meant;
	if (!only || meant.length > 1) {
		return {
			at: admin.span,
			severity: "hint",
			message: t(
				"{0} has its account on another server: whoever runs {1} can act as an admin here.",
				admin.value,
				domain,
			),
		};
	}
	const address = `${name}@${only}`;
	return {
		at: admin.span,
		message: t(
			"{0} is no account of this server: none of its hosts is called {1}, the nearest is {2}.",
			admin.value,
			domain,
			only,
		),
		fixes: admin.literal ? [suggested(t("Change it to {0}", address), () => replaceValue(admin, address))] : [],
	};
}

/** One is a subdomain of the other, or they differ by one letter. */
function isRelated(own: string, domain: string): boolean {
	if (own === "localhost") return false;
	if (own.endsWith(`.${domain}`) || domain.endsWith(`.${own}`)) return true;
	if (Math.abs(own.length - domain.length) > 1 || own.length < 6) return false;
	let from = 0;
	while (from < own.length && own[from] === domain[from]) from++;
	const [a, b] = [own.slice(from), domain.slice(from)];
	return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1);
}
