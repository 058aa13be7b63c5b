import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { enumChoices, type Fault, faultsIn } from "../option-reading.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";
import { isOneEditAway } from "../spelling.ts";

export default rule({
	id: "enum-value",
	local: true,
	title: t("A word that is none of those the option knows"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog, series }, report) {
		for (const fault of faultsIn(config, catalog, series, "enum")) {
			report({ at: fault.value.span, message: message(fault), fixes: fixes(fault) });
		}
	},
});

function message({ setting: { option }, entry, value }: Fault): string {
	const choices = enumChoices(entry).map(show).join(", ");
	return t("Prosody does not know {0} = {1}. It can be: {2}.", option, value.span.text, choices);
}

type Choice = string | boolean | number;

function show(choice: Choice): string {
	return typeof choice === "string" ? `"${choice}"` : String(choice);
}

/** Words that say the same. */
const SAME: Readonly<Record<string, string>> = {
	all: "always",
	contacts: "roster",
	disabled: "never",
	everyone: "always",
	no: "false",
	none: "never",
	off: "false",
	on: "true",
	sha1: "sha-1",
	sha256: "sha-256",
	"sha-256": "sha-256",
	yes: "true",
};

/** Words that older releases knew for one of today's. */
const FORMERLY: Readonly<Record<string, Readonly<Record<string, Choice>>>> = {
	// plugins/muc/mod_muc.lua of 0.12 made this word of true.
	restrict_room_creation: { admin: true },
};

function fixes({ setting: { option }, entry, value }: Fault): Fix[] {
	if (value.type !== "string") return [];
	const choices = enumChoices(entry);
	const written = value.value.trim().toLowerCase();
	const same = FORMERLY[option]?.[written] ?? choices.find((choice) => String(choice).toLowerCase() === written);
	const write = (choice: Choice) => () => replaceValue(value, choice);
	if (same !== undefined) return [safe(t("Write {0}", show(same)), write(same))];
	const near = choices.filter((choice) => isNear(written, String(choice).toLowerCase()));
	return [...near.map((choice) => suggested(t("Write {0}", show(choice)), write(choice)))];
}

function isNear(written: string, choice: string): boolean {
	return SAME[written] === choice || isOneEditAway(written, choice) || written.replace(/[\s_]/g, "-") === choice;
}
