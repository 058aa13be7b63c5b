import type { Setting } from "../../config/model.ts";
import type { StringValue } from "../../config/value.ts";
import { addAllToTable, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { enumerate } from "../facts.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

/** `account`: addresses of people, compared as a whole. `address`: domains as well. */
type Kind = "account" | "address";

const KINDS: Readonly<Record<string, Kind>> = {
	admins: "account",
	http_file_share_access: "address",
	motd_jid: "address",
	proxy65_acl: "address",
	registration_from: "address",
	registration_watchers: "account",
	unlimited_jids: "address",
};

export default rule({
	id: "jid-malformed",
	local: true,
	title: t("An XMPP address that is none"),
	severity: "warning",
	links: ["https://xmpp.org/rfcs/rfc7622.html"],
	check({ config }, report) {
		for (const setting of settingsNamed(config, ...Object.keys(KINDS))) {
			const kind = KINDS[setting.option]!;
			const { value } = setting;
			for (const item of value.type === "table" ? value.items : [value]) {
				const problem = item.type === "string" ? problemOf(item.value, kind, setting) : undefined;
				if (problem)
					report({ at: item.span, message: problem.message, fixes: fixes(item as StringValue, problem, setting) });
			}
		}
	},
});

interface Problem {
	readonly message: string;
	/** What it must have meant. */
	readonly meant?: readonly string[];
	readonly sure?: boolean;
}

/** What something else fills in: `$ADMIN`, `${ADMIN}`, `{{ admin }}`, `<admin>`, `%admin%`, `__ADMIN__`. */
const PLACEHOLDER = /[$%{}<>]|__/;

function problemOf(text: string, kind: Kind, { option, scope }: Setting): Problem | undefined {
	if (PLACEHOLDER.test(text)) return undefined;
	const [, scheme, rest] = /^\s*(xmpp|mailto|jabber|jid):(?:\/\/)?(.*)$/is.exec(text) ?? [];
	if (scheme && rest !== undefined) {
		const [address = ""] = rest.split("?");
		return {
			message: t('"{0}" matches nobody: {1} takes the address alone, without {2}: in front.', text, option, scheme),
			meant: isAddress(address.trim(), kind) ? [address.trim()] : undefined,
			sure: true,
		};
	}
	const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
	if (parts.length > 1 || /^\s|\s$|[,;]/.test(text)) {
		const meant = parts.every((part) => isAddress(part, kind)) ? parts : undefined;
		return {
			message:
				parts.length > 1
					? t('"{0}" is one text and matches nobody: each address stands in quotes of its own.', text)
					: t('"{0}" matches nobody: an address has no blanks and no commas.', text),
			meant,
			sure: true,
		};
	}
	if (kind === "account" && text !== "" && !text.includes("@")) {
		const isHost = text.includes(".");
		// A gateway or another server may act by itself; a VirtualHost of this one does not.
		if (isHost && scope.config.host(text)?.kind !== "VirtualHost") return undefined;
		return {
			message: isHost
				? t('"{0}" is a domain: {1} takes addresses of people, such as {2}.', text, option, `admin@${text}`)
				: t(
						'"{0}" is no address: {1} takes whole addresses, name and domain, such as {2}.',
						text,
						option,
						`${text}@${domainFor(scope.name)}`,
					),
			meant: !isHost && scope.kind === "VirtualHost" ? [`${text}@${scope.name}`] : undefined,
		};
	}
	if (kind === "account" && /^[^@/]+@[^@/]+\/.*$/.test(text)) {
		return {
			message: t('"{0}" matches nobody: {1} takes addresses without a device behind the slash.', text, option),
			meant: [text.slice(0, text.indexOf("/"))],
			sure: true,
		};
	}
	const broken = (text.match(/@/g) ?? []).length > 1 || /^@|@$|@\//.test(text) || text === "";
	return broken && !text.includes("/") ? { message: t('"{0}" is no address, so it matches nobody.', text) } : undefined;
}

function domainFor(name: string): string {
	return name === "*" ? "example.com" : name;
}

function isAddress(text: string, kind: Kind): boolean {
	return kind === "account" ? /^[^@/\s:]+@[^@/\s:]+$/.test(text) : /^[^@/\s]+(?:@[^@/\s]+)?$/.test(text);
}

function fixes(item: StringValue, { meant, sure }: Problem, { value }: Setting): Fix[] {
	const [first, ...others] = meant ?? [];
	if (!first) return [];
	const write = sure ? safe : suggested;
	if (others.length === 0) return [write(t('Write "{0}"', first), () => replaceValue(item, first))];
	if (value.type !== "table") return [write(t("Make it a list"), () => replaceValue(item, [first, ...others]))];
	const changes = () => {
		const [one, rest] = [replaceValue(item, first), addAllToTable(value, others)];
		return one.length > 0 && rest.length > 0 ? [...one, ...rest] : [];
	};
	return [write(t("Put each in quotes of its own: {0}", enumerate([first, ...others])), changes)];
}
