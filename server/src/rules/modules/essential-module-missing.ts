import type { Scope } from "../../config/model.ts";
import { addModules } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { enumerate, flag, globalAnchor, isJitsi } from "../facts.ts";
import { listsWithout } from "../module-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { type Report, type RuleContext, rule, suggested } from "../rule.ts";

export default rule({
	id: "essential-module-missing",
	local: "in-place",
	title: t("A host without the modules that logging in takes"),
	severity: "warning",
	absence: true,
	modules: ["saslauth", "tls", "roster", "disco"],
	links: ["https://prosody.im/doc/modules_enabled"],
	check(context, report) {
		if (isJitsi(context.config)) return;
		for (const gap of gaps(context)) {
			const finding = describe(gap);
			if (finding) report(finding);
		}
	},
});

/** What one list lacks. */
interface Gap {
	readonly scope: Scope;
	readonly hosts: Set<Scope>;
	readonly missing: Essential[];
}

const ESSENTIALS = ["disco", "roster", "saslauth", "tls"] as const;
type Essential = (typeof ESSENTIALS)[number];

function gaps(context: RuleContext): Gap[] {
	const found = new Map<Scope, Gap>();
	for (const [module, listsWithoutIt] of WITHOUT) {
		for (const { scope, hosts: lacking } of listsWithoutIt(context)) {
			const gap: Gap = found.get(scope) ?? { scope, hosts: new Set(), missing: [] };
			for (const host of lacking) gap.hosts.add(host);
			gap.missing.push(module);
			found.set(scope, gap);
		}
	}
	return [...found.values()];
}

const WITHOUT = ESSENTIALS.map((module) => {
	return [module, listsWithout(module, (host, context) => isForLogins(host, context) && needs(host, module))] as const;
});

/** False for hosts of guests, for those without clients, and where it is not known who logs in how. */
function isForLogins(host: Scope, { catalog, series }: RuleContext): boolean {
	if (host.modules.has("c2s") !== true || !host.isUnset("anonymous_login")) return false;
	const authentication = host.value("authentication");
	if (!authentication) return true;
	if (authentication.type !== "string" || /^(?:anonymous|token|jitsi.*)$/.test(authentication.value)) return false;
	return catalog.module(`auth_${authentication.value}`, series) !== undefined;
}

function needs(host: Scope, module: Essential): boolean {
	// There are other ways to log in.
	if (module === "saslauth") return ["sasl2", "legacyauth"].every((name) => host.modules.has(name) === false);
	if (module !== "tls") return true;
	// Behind a proxy that encrypts, and where only BOSH and the like are open, it is left out on purpose.
	const encrypted = ["c2s_require_encryption", "require_encryption"].every((name) => flag(host, name, true) === true);
	const ports = host.config.global.value("c2s_ports");
	const listens = ports?.type === "table" ? ports.items.length > 0 : ports?.type !== "unknown";
	return encrypted && listens;
}

function describe({ scope, hosts, missing }: Gap): Report | undefined {
	const { config } = scope;
	const own = scope.own.get("modules_enabled")?.at.nameSpan;
	const at = own ?? globalAnchor(config);
	if (!at) return undefined;
	const what = enumerate(missing.map((module) => `"${module}" (${purpose(module)})`));
	const names = hostNames([...hosts]);
	return {
		at,
		severity: missing.includes("saslauth") || missing.includes("tls") ? undefined : "information",
		message:
			scope === config.global && !own
				? t("There is no modules_enabled above the hosts. Missing on {0}: {1}. {2}", names, what, consequence(missing))
				: t("Missing on {0}: {1}. {2}", names, what, consequence(missing)),
		fixes: [
			suggested(t("Load {0}", enumerate(missing.map((module) => `"${module}"`))), () => addModules(scope, missing)),
		],
	};
}

function purpose(module: Essential): string {
	switch (module) {
		case "disco":
			return t("what the server offers");
		case "roster":
			return t("contact lists");
		case "saslauth":
			return t("logins");
		case "tls":
			return t("encryption");
	}
}

/** What weighs most. */
function consequence(missing: readonly Essential[]): string {
	if (missing.includes("saslauth")) return t("Nobody can log in.");
	if (missing.includes("tls")) return t("Connections cannot be encrypted, so clients turn away.");
	if (missing.includes("roster")) return t("Contacts are not kept.");
	return t("Clients do not learn what the server can do.");
}
