import type { Configuration, Scope } from "../../config/model.ts";
import { setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { isJitsi, openRegistration, stringItems } from "../facts.ts";
import { isInternetName, nameSpanOf, placeholderDomain, takeOut } from "../host-facts.ts";
import { type Fix, rule, suggested } from "../rule.ts";

const NAME = "localhost";

/** What templates write below it, and what says nothing about a use of it. */
const WITHOUT_PURPOSE: ReadonlySet<string> = new Set(["enabled", "ssl", "certificate", "name"]);

export default rule({
	id: "localhost-left",
	title: t("The localhost of the template beside real hosts"),
	severity: "hint",
	links: ["https://prosody.im/doc/configure"],
	check({ config }, report) {
		const host = config.host(NAME);
		const at = host && nameSpanOf(host);
		if (!at || !host.enabled || host.kind !== "VirtualHost") return;
		const real = config.virtualHosts.find(({ name }) => isInternetName(name));
		if (!real || isInUse(host, config) || isJitsi(config)) return;
		report({
			at,
			message: openRegistration(host)
				? t(
						"{0} of the template is still here beside {1}. Clients on the Internet can ask for it as well, and everyone can register there.",
						NAME,
						real.name,
					)
				: t(
						"{0} of the template is still here beside {1}: a host that nobody uses, with accounts and services of its own.",
						NAME,
						real.name,
					),
			fixes: [...withoutIt(host, placeholderDomain(real.name) === undefined)],
		});
	},
});

/** True when something in the configuration shows that it is there for a purpose, or may be. */
function isInUse(host: Scope, config: Configuration): boolean {
	if ([...host.own.keys()].some((option) => !WITHOUT_PURPOSE.has(option))) return true;
	if (config.hosts.some(({ name }) => name.endsWith(`.${NAME}`))) return true;
	return [config.global, ...config.hosts].some((scope) => {
		const admins = stringItems(scope.own.get("admins")?.value);
		if (!admins || admins.some(({ value }) => value.endsWith(`@${NAME}`))) return true;
		const value = scope.own.get("http_default_host")?.value;
		return value !== undefined && !(value.type === "string" && value.value !== NAME);
	});
}

function withoutIt(host: Scope, certain: boolean): Fix[] {
	const bare = host.own.size === 0 && host.sections.every(({ form }) => form === "statements");
	const remove = suggested(t("Take {0} out", NAME), () => {
		const changes = host.sections.map(({ head }) => (head ? takeOut(head) : []));
		return changes.some((one) => one.length === 0) ? [] : changes.flat();
	});
	const off = suggested(t("Switch {0} off", NAME), () => setOption(host, "enabled", false));
	return bare && certain ? [remove, off] : [off];
}
