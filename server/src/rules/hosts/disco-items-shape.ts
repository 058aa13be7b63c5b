import type { StringValue, TableValue, Value } from "../../config/value.ts";
import { insertAfter, insertBefore, replaceValue, wrapInList } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

export default rule({
	id: "disco-items-shape",
	local: true,
	title: t("disco_items that are no pairs"),
	severity: "warning",
	modules: ["disco"],
	check({ config }, report) {
		for (const { scope, value } of settingsNamed(config, "disco_items")) {
			const fault = scope.enabled ? faultIn(value) : undefined;
			if (!fault) continue;
			const [first, second] = example(value);
			report({
				at: fault,
				message: t(
					'Prosody ignores this list of services: each entry is a pair of its own in braces, such as { "{0}", "{1}" }.',
					first,
					second,
				),
				fixes: [...fixes(value)],
			});
		}
	},
});

/** What the whole list is thrown away for: the first entry that is no pair (mod_disco), or the first field, which no list has. */
function faultIn(value: Value): Span | undefined {
	if (value.type === "unknown" || value.type === "nil" || value.type === "reference") return undefined;
	if (value.type !== "table") return value.span;
	const item = value.items.find(isMalformed);
	if (item) return item.span;
	const [field] = value.fields.values();
	return value.items.length === 0 && !value.open ? field?.keySpan : undefined;
}

function isMalformed(item: Value): boolean {
	if (item.type === "unknown" || item.type === "reference") return false;
	if (item.type !== "table") return true;
	const [jid, name] = item.items;
	if (!jid) return !item.open;
	return isOther(jid) || (name !== undefined && isOther(name));
}

/** Neither a text nor something that may be one. */
function isOther({ type }: Value): boolean {
	return type !== "string" && type !== "unknown";
}

/** A pair made of what stands there. */
function example(value: Value): readonly [string, string] {
	const texts: Value[] = value.type === "table" ? [...value.items] : [value];
	const address = texts.find((one): one is StringValue => one.type === "string" && isAddress(one.value));
	const [field] = value.type === "table" ? value.fields.keys() : [];
	const jid = address?.value ?? (field && isAddress(field) ? field : "rooms.example.org");
	const name = texts.find((one): one is StringValue => one.type === "string" && !isAddress(one.value));
	return [jid, name?.value ?? "Rooms"];
}

function isAddress(text: string): boolean {
	return /^(?:[^\s@/]+@)?[^\s@/.]+(?:\.[^\s@/.]+)+$/.test(text);
}

function fixes(value: Value): Fix[] {
	if (value.type === "string") {
		return isAddress(value.value) ? [safe(pairTitle(value.value), () => replaceValue(value, [[value.value]]))] : [];
	}
	if (value.type !== "table") return [];
	const fields = [...value.fields.values()];
	if (value.items.length === 0 && !value.open) {
		const pairs = fields.flatMap((field) => (field.value.type === "string" ? [[field.key, field.value.value]] : []));
		if (pairs.length < fields.length || !pairs.every(([jid]) => isAddress(jid!))) return [];
		return [safe(t("Write each service as a pair"), () => replaceValue(value, pairs))];
	}
	const wrongs = value.items.filter(isMalformed);
	const named = wrongs.map(namedPair);
	if (named.every((one) => one !== undefined)) {
		const changes = () => wrongs.flatMap((item, index) => replaceValue(item, named[index]!));
		return [safe(t("Write each service as a pair"), changes)];
	}
	return flatFixes(value, wrongs);
}

/** `{ jid = "…", name = "…" }`. */
function namedPair(item: Value): string[] | undefined {
	if (item.type !== "table" || item.items.length > 0) return undefined;
	const jid = item.fields.get("jid")?.value;
	const name = item.fields.get("name")?.value;
	if (jid?.type !== "string" || item.fields.size !== (name ? 2 : 1)) return undefined;
	if (!name) return [jid.value];
	return name.type === "string" ? [jid.value, name.value] : undefined;
}

/** Texts without braces of their own: addresses only, or addresses and names by turns. */
function flatFixes({ items }: TableValue, wrongs: readonly Value[]): Fix[] {
	const texts = wrongs.filter((item): item is StringValue => item.type === "string" && item.literal);
	if (texts.length < wrongs.length) return [];
	if (texts.every(({ value }) => isAddress(value))) {
		const title = texts.length === 1 ? pairTitle(texts[0]!.value) : t("Write each service as a pair");
		return [safe(title, () => texts.flatMap(wrapInList))];
	}
	const byTurns = texts.every(({ value }, index) => isAddress(value) === (index % 2 === 0));
	if (!byTurns || texts.length % 2 > 0 || texts.length < items.length) return [];
	return [
		suggested(t("Write each service as a pair"), () =>
			texts.flatMap((text, index) => (index % 2 === 0 ? insertBefore(text.span, "{ ") : insertAfter(text.span, " }"))),
		),
	];
}

function pairTitle(jid: string): string {
	return t("Write {0}", `{ "${jid}" }`);
}
