import type { Scope } from "../../config/model.ts";
import { removeModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { enumerate } from "../facts.ts";
import {
	type Choice,
	choicesIn,
	chooseInstead,
	type ListedProvider,
	listedFinding,
	listedProviders,
} from "../provider-facts.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";

const CHOICE: Choice = { option: "storage", prefix: "storage_", inEffect: chosenOn, combining: /^multi$/ };
/** What is stored there is gone with the next restart, or at once: a list of modules is too little to tell that they are wanted. */
const FORGETFUL: ReadonlySet<string> = new Set(["memory", "none"]);

export default rule({
	id: "module-is-storage",
	local: "or-global",
	title: t("A module for storing data in a list of modules"),
	severity: "warning",
	links: ["https://prosody.im/doc/storage"],
	check(context, report) {
		for (const listed of listedProviders(context, CHOICE)) {
			report(listedFinding(listed, message(listed), fixes(listed)));
		}
	},
});

function chosenOn(host: Scope): readonly string[] | undefined {
	const storage = host.value("storage");
	const others = host.value("default_storage");
	const everythingElse = others && others.type !== "nil" ? choicesIn(others) : ["internal"];
	if (!storage || storage.type === "nil") return everythingElse;
	const chosen = choicesIn(storage);
	if (storage.type === "string" || !chosen) return chosen;
	return everythingElse && [...new Set([...chosen, ...everythingElse])];
}

function message({ name, provider, used, chosen }: ListedProvider): string {
	if (used) {
		return t(
			'"{0}" need not be listed: it is what storage is set to, or what Prosody uses anyway ("{1}").',
			name,
			provider,
		);
	}
	return t(
		'Listing "{0}" does not store anything there: storage decides where data goes, and here that is {1}.',
		name,
		enumerate(chosen.map((one) => `"${one}"`)),
	);
}

function fixes(listed: ListedProvider): Fix[] {
	const { scope, name, provider, used } = listed;
	const remove = () => removeModule(scope, name);
	if (used) return [safe(t('Take "{0}" out, it loads by itself', name), remove)];
	const takeOut = suggested(t("Take it out and store data as before"), remove);
	if (FORGETFUL.has(provider)) return [takeOut];
	const choose = suggested(
		t('Set storage = "{0}" instead', provider),
		() => chooseInstead(listed, "storage"),
		t("What is stored already does not move by itself: prosody-migrator moves it."),
	);
	return [choose, takeOut];
}
