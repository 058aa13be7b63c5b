import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { hostNames, settingsOf } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";
import { isAnySet } from "../settings.ts";

/** Community modules whose web page takes the password of a new account. */
const FORMS = ["register_web", "register_json", "invites_register_web"];

export default rule({
	id: "http-registration-plain",
	local: "or-global",
	title: t("Registration on an unencrypted web page"),
	severity: "warning",
	modules: ["http"],
	links: ["https://prosody.im/doc/http"],
	check({ config, hosts }, report) {
		if (!isAnySet(config, "http_external_url")) return;
		const withForm = hosts.filter(({ modules }) => FORMS.some((form) => modules.has(form) === true));
		for (const { setting, hosts: of } of settingsOf(withForm, "http_external_url")) {
			const { value } = setting;
			if (value.type !== "string" || !/^http:\/\//i.test(value.value) || isSafeWithoutTls(value.value)) continue;
			report({
				at: value.span,
				message: t(
					"Whoever registers on the web page of {0} sends the password unencrypted: this address begins with http://.",
					hostNames(of),
				),
				fixes: value.literal
					? [
							suggested(
								t("Use https://"),
								() => replaceValue(value, value.value.replace(/^http:/i, "https:")),
								t("Make sure that Prosody or the proxy in front of it answers at that address."),
							),
						]
					: [],
			});
		}
	},
});

/** Addresses that stay on the machine, and networks that encrypt by themselves. */
function isSafeWithoutTls(url: string): boolean {
	const host = /^http:\/\/(\[[^\]]*\]|[^/:]*)/i.exec(url)?.[1]?.toLowerCase() ?? "";
	return host === "localhost" || host === "[::1]" || host.startsWith("127.") || /\.(?:onion|i2p|localhost)$/.test(host);
}
