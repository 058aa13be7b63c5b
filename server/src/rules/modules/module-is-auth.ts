import type { Scope } from "../../config/model.ts";
import { atLeast } from "../../config/version.ts";
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

const CHOICE: Choice = {
	option: "authentication",
	prefix: "auth_",
	inEffect: chosenOn,
	combining: /^(?:any|hybrid.*)$/,
};
/** They let anyone in, so a list of modules is too little to tell that they are wanted. */
const OPEN: ReadonlySet<string> = new Set(["anonymous", "insecure", "any"]);

export default rule({
	id: "module-is-auth",
	local: "or-global",
	title: t("A module for logins in a list of modules"),
	severity: "warning",
	links: ["https://prosody.im/doc/authentication"],
	check(context, report) {
		for (const listed of listedProviders(context, CHOICE)) {
			// Nobody logs in to a Component.
			if (listed.scope.kind === "Component") continue;
			report(listedFinding(listed, message(listed), fixes(listed)));
		}
	},
});

function chosenOn(host: Scope): readonly string[] | undefined {
	// It wins over the other one where it is still read.
	if (!host.isUnset("anonymous_login")) return undefined;
	const value = host.value("authentication");
	if (value && value.type !== "nil") return value.type === "string" ? choicesIn(value) : undefined;
	return [atLeast(host.config.version.series, "0.12") ? "internal_hashed" : "internal_plain"];
}

function message({ name, provider, used, chosen }: ListedProvider): string {
	if (used) {
		return t(
			'"{0}" need not be listed: it is what authentication is set to, or what Prosody uses anyway ("{1}").',
			name,
			provider,
		);
	}
	return t(
		'Listing "{0}" does not make logins use it: authentication decides that, and here it is {1}.',
		name,
		enumerate(chosen.map((one) => `"${one}"`)),
	);
}

function fixes(listed: ListedProvider): Fix[] {
	const { scope, name, provider, used } = listed;
	const remove = () => removeModule(scope, name);
	if (used) return [safe(t('Take "{0}" out, it loads by itself', name), remove)];
	const takeOut = suggested(t("Take it out and leave logins as they are"), remove);
	if (OPEN.has(provider)) return [takeOut];
	const choose = suggested(
		t('Set authentication = "{0}" instead', provider),
		() => chooseInstead(listed, "authentication"),
		provider.startsWith("internal_") ? undefined : t("Accounts that Prosody has kept itself do not come along."),
	);
	return [choose, takeOut];
}
