import { type HostFact, perHost } from "../../config/host-index.ts";
import type { Scope } from "../../config/model.ts";
import { setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { enumerate } from "../facts.ts";
import { isInternetName, nameSpanOf, placeholderDomain } from "../host-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "placeholder-domain",
	title: t("A domain from the documentation instead of one's own"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure", "https://www.rfc-editor.org/rfc/rfc2606.html"],
	check({ config, profile }, report) {
		const placeholders = [...hostsWithPlaceholder(config).values()];
		if (placeholders.length === 0 || config.fragment) return;
		if (config.unseen.some(({ kind }) => kind === "template")) return;
		const real = realHosts(config).values().next().value?.host;
		if (!real && profile !== "public") return;
		for (const [domain, found] of byDomain(placeholders)) {
			const [at, ...others] = found.flatMap((host) => nameSpanOf(host) ?? []);
			if (!at) continue;
			const same = t("The same domain");
			const names = enumerate(found.map(({ name }) => name));
			report({
				at,
				related: others.map((other) => ({ at: other, message: same })),
				message: real
					? t(
							"{0} is a domain for examples, left beside {1}: it leads nowhere, gets no certificate, and other servers never find it.",
							domain,
							real.name,
						)
					: t(
							"{0} stands for a domain of your own: it leads nowhere, gets no certificate, and nobody can write to its users.",
							domain,
						),
				fixes: real
					? [suggested(t("Switch {0} off", names), () => found.flatMap((host) => setOption(host, "enabled", false)))]
					: [],
			});
		}
	},
});

const realHosts = perHost(({ kind, enabled, name }) => {
	return (
		(kind === "VirtualHost" && enabled && isInternetName(name) && placeholderDomain(name) === undefined) || undefined
	);
});

/** The hosts below one placeholder were all left by one mistake. */
function byDomain(hosts: readonly HostFact<string>[]): Map<string, Scope[]> {
	const found = new Map<string, Scope[]>();
	// VirtualHosts first: it is with them that the others are put right.
	for (const kind of ["VirtualHost", "Component"]) {
		for (const { host, fact: domain } of hosts) {
			if (host.kind !== kind) continue;
			const below = found.get(domain);
			if (below) below.push(host);
			else found.set(domain, [host]);
		}
	}
	return found;
}

const hostsWithPlaceholder = perHost((host) => (host.enabled ? placeholderDomain(host.name) : undefined));
