import type { Assignment, Configuration } from "../../config/model.ts";
import type { ReferenceValue, Value } from "../../config/value.ts";
import { insertAfter, replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { namesIn } from "../../syntax/names.ts";
import { Places } from "../places.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";

/** Tables in tables are looked at up to here. */
const DEEPEST = 4;

export default rule({
	id: "option-alias-copy",
	title: t("A list that does not arrive where it is copied to"),
	severity: "warning",
	since: "13.0",
	local: true,
	links: ["https://prosody.im/doc/configure"],
	check({ config }, report) {
		const seen = new Places();
		for (const { assignments } of config.sections) {
			for (const assignment of assignments) {
				for (const copy of readsNames(assignment) ? copies(assignment) : []) {
					const at = copy.reference.span;
					if (seen.isNew(at)) report({ at, message: message(copy.option, at.text), fixes: fixes(copy, config) });
				}
			}
		}
	},
});

function message(option: string, name: string): string {
	return t(
		"{0} does not get the list: since Prosody 13.0, {1} only refers to the option, and modules find nothing in it or fail over it. {1}:value() is the list.",
		option,
		name,
	);
}

interface Copy {
	readonly option: string;
	readonly reference: ReferenceValue;
	/** Whether it is one entry of a list, and the last one. */
	readonly entry?: "last" | "other";
}

/** False for what is written out: there is nothing to refer to. */
function readsNames({ statement }: Assignment): boolean {
	return namesIn(statement.chunk).references.length > 0;
}

/** What is written into a field of an option is lost anyway, and there is no appending of a reference. */
function copies({ option, kind, value }: Assignment): Copy[] {
	if (kind === "field" || (kind === "append" && value.type === "reference")) return [];
	return copiesIn(option, value, 0, new Set());
}

/** @param seen tables that were looked into: one may be held many times */
function copiesIn(option: string, value: Value, depth: number, seen: Set<object>): Copy[] {
	if (value.type === "reference") return [{ option, reference: value }];
	if (value.type !== "table" || depth >= DEEPEST || seen.has(value.table)) return [];
	seen.add(value.table);
	const inItems = value.items.flatMap((item, index): Copy[] => {
		const entry = index === value.items.length - 1 ? "last" : "other";
		return item.type === "reference" ? [{ option, reference: item, entry }] : copiesIn(option, item, depth + 1, seen);
	});
	return [...inItems, ...[...value.fields.values()].flatMap((field) => copiesIn(option, field.value, depth + 1, seen))];
}

function fixes({ reference: { span }, entry }: Copy, { version }: Configuration): Fix[] {
	const name = span.text;
	if (!/^[A-Za-z_]\w*$/.test(name)) return [];
	if (!entry) {
		// Older versions stop at this, so it takes to be known that there are none.
		const how = version.assumed ? suggested : safe;
		return [how(t("Write {0}:value()", name), () => insertAfter(span, ":value()"))];
	}
	// A list is no entry of a list; only behind all others its own entries can be put in.
	const text = `Lua.table.unpack(${name}:value())`;
	return entry === "last" ? [suggested(t("Write {0}", text), () => replaceSpan(span, text))] : [];
}
