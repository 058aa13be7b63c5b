import type { StringValue, Value } from "../../config/value.ts";
import { replaceValue, wrapInList } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { contactInfos, contactKeys } from "../contact-facts.ts";
import { type Fix, type Report, rule, safe, suggested } from "../rule.ts";

export default rule({
	id: "contact-value-shape",
	local: true,
	title: t("A contact address in a form that nobody can use"),
	severity: "warning",
	modules: ["server_contact_info"],
	links: ["https://xmpp.org/extensions/xep-0157.html"],
	check({ config, series }, report) {
		for (const { table } of contactInfos(config)) {
			for (const item of table.items) {
				if (item.type === "string") report({ at: item.span, message: withoutKind(item, contactKeys(series)) });
			}
			for (const { key, value } of table.fields.values()) {
				if (!contactKeys(series).includes(key)) continue;
				if (value.type === "string") report(notAList(key, value));
				for (const item of value.type === "table" ? value.items : []) {
					const finding = item.type === "string" ? misshapen(item) : undefined;
					if (finding) report(finding);
				}
			}
		}
	},
});

function withoutKind(item: StringValue, keys: readonly string[]): string {
	return t(
		'"{0}" is not published: it does not say for what it is. Put it behind a kind of contact, such as {1}.',
		item.value,
		keys[0]!,
	);
}

/** A string where a list of addresses belongs: Prosody publishes the kind of contact without any address. */
function notAList(key: string, value: StringValue): Report {
	const shape = shapeOf(value.value);
	const fixes: Fix[] = !shape
		? [safe(t("Make it a list"), () => wrapInList(value))]
		: shape.candidates.map((to) => {
				const title = t("Write {0}", `{ "${to}" }`);
				const changes = () => replaceValue(value, [to]);
				return shape.certain ? safe(title, changes) : suggested(title, changes);
			});
	return {
		at: value.span,
		message: t('The address for "{0}" is not published: it must be a list, in braces, even when it is only one.', key),
		fixes: isWritten(value) ? fixes : [],
	};
}

function misshapen(item: StringValue): Report | undefined {
	const shape = shapeOf(item.value);
	if (!shape) return undefined;
	const fixes = shape.candidates.map((to) => {
		const title = t("Write {0}", to);
		const changes = () => replaceValue(item, to);
		return shape.certain ? safe(title, changes) : suggested(title, changes);
	});
	return {
		at: item.span,
		message: shape.certain
			? t('"{0}" is no address that programs understand: links begin with mailto:, xmpp: or https://.', item.value)
			: t('"{0}" does not say how to reach it: put mailto: in front for mail, xmpp: for chat.', item.value),
		fixes: isWritten(item) ? fixes : [],
	};
}

interface Shape {
	/** What it should be; the first one is the most likely. */
	readonly candidates: readonly string[];
	/** There is only one thing it can mean. */
	readonly certain: boolean;
}

/** What is wrong with an address; undefined when nothing is, as far as can be told. */
function shapeOf(text: string): Shape | undefined {
	const trimmed = text.trim().replace(/^([a-z]+):\s+/i, "$1:");
	const [, scheme = "", rest = ""] = /^(mailto|mail|e-?mail|xmpp|jabber|jid):(?:\/\/)?(.+)$/is.exec(trimmed) ?? [];
	if (scheme !== "") {
		const right = `${/mail/i.test(scheme) ? "mailto" : "xmpp"}:${rest}`;
		return right.toLowerCase() === text.toLowerCase() ? undefined : { candidates: [right], certain: true };
	}
	if (/^[a-z][a-z0-9+.-]*:/i.test(trimmed))
		return trimmed === text ? undefined : { candidates: [trimmed], certain: true };
	if (/^www\.[^\s@]+$/i.test(trimmed)) return { candidates: [`https://${trimmed}`], certain: true };
	if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(trimmed)) {
		return { candidates: [`mailto:${trimmed}`, `xmpp:${trimmed}`], certain: false };
	}
	// A web page, a phone number, a sentence: nothing that can be told for certain, but no link either.
	return {
		candidates: /^[a-z0-9-]+(\.[a-z0-9-]+)+\/\S*$/i.test(trimmed) ? [`https://${trimmed}`] : [],
		certain: false,
	};
}

function isWritten(value: Value): boolean {
	return value.literal;
}
