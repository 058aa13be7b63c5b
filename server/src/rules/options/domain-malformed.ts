import type { StringValue } from "../../config/value.ts";
import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { isIP } from "../address-facts.ts";
import { type Fix, rule, safe } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

/** `compared`: domains that are looked up as they are. `reached`: a machine to connect to, by name or address. */
const KINDS: Readonly<Record<string, "compared" | "reached">> = {
	external_service_host: "reached",
	http_default_host: "compared",
	http_host: "compared",
	parent_host: "compared",
	proxy65_address: "reached",
	s2s_insecure_domains: "compared",
	s2s_secure_domains: "compared",
	turn_external_host: "reached",
};

export default rule({
	id: "domain-malformed",
	local: true,
	title: t("A domain with something around it"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check({ config }, report) {
		for (const { option, value } of settingsNamed(config, ...Object.keys(KINDS))) {
			const kind = KINDS[option]!;
			for (const item of value.type === "table" ? value.items : [value]) {
				const complaint = item.type === "string" ? complain(option, item.value, kind) : undefined;
				if (complaint) report({ at: item.span, message: complaint, fixes: fixes(item as StringValue) });
			}
		}
	},
});

function complain(option: string, text: string, kind: "compared" | "reached"): string | undefined {
	if (/^[*.]/.test(text)) {
		return kind === "compared"
			? t('"{0}" in {1} matches no domain: there are no patterns, each domain stands by itself.', text, option)
			: t('"{0}" is no name of a machine.', text);
	}
	if (isIP(text) || !/[\s/@:,;?]/.test(text)) return undefined;
	return kind === "compared"
		? t('"{0}" matches nothing: {1} takes the bare domain.', text, option)
		: t('"{0}" cannot be reached: {1} takes the bare name or address of a machine.', text, option);
}

/** What is left without a scheme, a user, a port and a path. */
function fixes(item: StringValue): Fix[] {
	const [, domain] =
		/^\s*(?:[a-z][a-z\d+.-]*:\/\/)?(?:[^\s@/]+@)?([a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::\d+)?(?:\/\S*)?\s*$/i.exec(
			item.value,
		) ?? [];
	return domain ? [safe(t('Write "{0}"', domain), () => replaceValue(item, domain))] : [];
}
