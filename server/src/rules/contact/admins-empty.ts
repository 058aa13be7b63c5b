import { perHost } from "../../config/host-index.ts";
import type { Scope } from "../../config/model.ts";
import type { Value } from "../../config/value.ts";
import { setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { globalAnchor } from "../facts.ts";
import { addressDomain, publicHosts } from "../public-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "admins-empty",
	title: t("A public server without admins"),
	severity: "warning",
	profile: "public",
	absence: true,
	links: ["https://prosody.im/doc/admins", "https://prosody.im/doc/public_servers"],
	check(context, report) {
		const { config, hosts } = context;
		if (!namesNobody(config.global) || hostsWithAdmins(config).size > 0) return;
		const served = publicHosts(context);
		if (served.length === 0) return;
		const empty = [config.global, ...hosts].find((scope) => scope.own.has("admins"))?.own.get("admins");
		const at = empty?.at.nameSpan ?? globalAnchor(config);
		if (!at) return;
		const domain = addressDomain(served);
		const address = `admin@${domain}`;
		report({
			at,
			message: t(
				'"admins" names nobody: notices about new accounts and other messages for the admins of {0} reach no one.',
				hostNames(served),
			),
			fixes: domain
				? [
						suggested(
							t("Make {0} the admin", address),
							() => setOption(config.global, "admins", [address]),
							t(
								"Create the account before you reload Prosody, or a stranger may do so: {0}",
								`prosodyctl adduser ${address}`,
							),
						),
					]
				: [],
		});
	},
});

const hostsWithAdmins = perHost((host) => {
	return (host.kind === "VirtualHost" && host.enabled && !namesNobody(host)) || undefined;
});

/** True when a scope sets no admins, or none at all. */
function namesNobody(scope: Scope): boolean {
	const value = scope.own.get("admins")?.value;
	if (!value || value.type === "nil") return true;
	return value.type === "table" && !value.open && value.items.length === 0 && !holdsUnquoted(value, scope);
}

/** True for `{ ada }`: someone is named, if without quotes, and that is another finding. */
function holdsUnquoted({ span }: Value, { config }: Scope): boolean {
	return config.warnings.some(
		({ kind, at }) =>
			kind === "unrecognized-value" && at.file === span.file && at.start >= span.start && at.end <= span.end,
	);
}
