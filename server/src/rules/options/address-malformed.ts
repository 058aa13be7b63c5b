import type { StringValue } from "../../config/value.ts";
import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { isIP, isRange } from "../address-facts.ts";
import { typeIn } from "../option-reading.ts";
import { type Fix, type RuleContext, rule, safe } from "../rule.ts";
import { settingsWhere } from "../settings.ts";

/** `bind`: an address to listen on. `ip`: an address that is compared. `range`: an address or a range. `single-range`: one range. */
type Kind = "bind" | "ip" | "range" | "single-range";

const KINDS: Readonly<Record<string, Kind>> = {
	external_addresses: "ip",
	openmetrics_allow_cidr: "single-range",
	openmetrics_allow_ips: "ip",
	registration_allowlist: "range",
	registration_blocklist: "range",
	registration_whitelist: "range",
	registration_blacklist: "range",
	trusted_proxies: "range",
};

export default rule({
	id: "address-malformed",
	local: true,
	title: t("An IP address that is none"),
	severity: "warning",
	links: ["https://prosody.im/doc/ports"],
	check(context, report) {
		for (const { option, value } of settingsWhere(context.config, (name) => kindOf(name, context) !== undefined)) {
			const kind = kindOf(option, context)!;
			const items = value.type === "table" ? value.items : [value];
			for (const item of items) {
				const complaint = item.type === "string" ? complain(item.value, kind) : undefined;
				if (complaint) report({ at: item.span, message: complaint, fixes: fixes(item as StringValue, kind) });
			}
		}
	},
});

function kindOf(option: string, { catalog, series }: RuleContext): Kind | undefined {
	if (Object.hasOwn(KINDS, option)) return KINDS[option];
	const entry = catalog.option(option);
	return entry && typeIn(entry, series) === "interfaces" ? "bind" : undefined;
}

/** The usual names of network cards. */
const CARD = /^(?:lo|(?:eth|wlan|wlp|enp|ens|eno|br|docker|tun|tap|wg|venet|bond)\d+\w*)$/;

function complain(text: string, kind: Kind): string | undefined {
	if (kind === "bind") {
		if (CARD.test(text)) {
			return t('"{0}" is the name of a network card: Prosody listens on IP addresses. Nobody can connect there.', text);
		}
		const wrong =
			isRange(text) || withoutPort(text) !== undefined || /^\[.*\]$/.test(text) || /^[a-z]+:\/\//i.test(text);
		return wrong ? t('"{0}" is no address to listen on: it must be an IP address and nothing else.', text) : undefined;
	}
	if (isIP(text) || (kind !== "ip" && isRange(text))) return undefined;
	if (kind === "ip") return t('"{0}" is no IP address, so it matches nobody.', text);
	return t('"{0}" is neither an IP address nor a range of them such as 192.0.2.0/24, so it matches nobody.', text);
}

/** The address in front of a port. */
function withoutPort(text: string): string | undefined {
	const [, six, four] = /^(?:\[([\da-f:.]+)\]|(\d+\.\d+\.\d+\.\d+)):\d+$/i.exec(text) ?? [];
	const address = six ?? four;
	return address !== undefined && isIP(address) ? address : undefined;
}

function fixes(item: StringValue, kind: Kind): Fix[] {
	const text = item.value.trim();
	const bare = withoutPort(text) ?? /^\[([\da-f:.]+)\]$/i.exec(text)?.[1] ?? text;
	const right = isIP(bare) || (kind !== "bind" && kind !== "ip" && isRange(bare));
	return right && bare !== item.value ? [safe(t('Write "{0}"', bare), () => replaceValue(item, bare))] : [];
}
