import type { Scope } from "../../config/model.ts";
import type { StringValue } from "../../config/value.ts";
import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { stringItems } from "../facts.ts";
import { exactPattern, readLuaPattern } from "../lua-pattern.ts";
import { type Report, rule, safe, suggested } from "../rule.ts";
import { isAnySet } from "../settings.ts";

export default rule({
	id: "reserved-pattern-suspicious",
	local: "or-global",
	title: t("A pattern for reserved names that does not do what it seems to"),
	severity: "information",
	modules: ["block_registrations"],
	links: ["https://www.lua.org/manual/5.4/manual.html#6.4.1"],
	check({ config, hosts }, report) {
		if (!isAnySet(config, "block_registrations_users", "block_registrations_matching", "block_registrations_require"))
			return;
		for (const scope of [config.global, ...hosts]) {
			if (scope.modules.has("block_registrations") === false && scope.kind !== "global") continue;
			const found = [
				...itemsOf(scope, "block_registrations_users").map(suspectName),
				...itemsOf(scope, "block_registrations_matching").map(
					(pattern) => suspectPattern(pattern) ?? suspectPlain(pattern),
				),
				...itemsOf(scope, "block_registrations_require").map(suspectPattern),
			];
			for (const finding of found) if (finding) report(finding);
		}
	},
});

function itemsOf(scope: Scope, option: string): readonly StringValue[] {
	return stringItems(scope.own.get(option)?.value) ?? [];
}

/** Accounts are compared by their name alone, in lower case. */
function suspectName(name: StringValue): Report | undefined {
	const meant = name.value.replace(/@.*$/, "").trim().toLowerCase();
	if (meant === name.value || meant === "") return undefined;
	return {
		at: name.span,
		severity: "warning",
		message: name.value.includes("@")
			? t('"{0}" reserves nothing: names are compared without the @ and the host.', name.value)
			: t('"{0}" reserves nothing: account names are always lower case.', name.value),
		fixes: name.literal ? [safe(t("Reserve {0}", meant), () => replaceValue(name, meant))] : [],
	};
}

function suspectPattern(pattern: StringValue): Report | undefined {
	const { value, span: at, literal } = pattern;
	if (!readLuaPattern(value).valid) {
		return {
			at,
			severity: "error",
			message: t('"{0}" is not a pattern Lua can read: attempts to register end in an error.', value),
		};
	}
	const lower = lowerCase(value);
	if (lower !== value && !/%[A-Z]|\[/.test(value)) {
		return {
			at,
			severity: "warning",
			message: t('"{0}" never matches: account names are always lower case.', value),
			fixes: literal ? [safe(t("Write {0}", lower), () => replaceValue(pattern, lower))] : [],
		};
	}
	const foreign = /\\[dwsb.]|\||\{\d+(,\d*)?\}|\(\?[:!=<]/.exec(value)?.[0];
	if (foreign === undefined) return undefined;
	const translated = value.replace(/\\([dws])/g, "%$1").replace(/\\\./g, "%.");
	const isWhole = translated !== value && !/[\\|{]|\(\?/.test(translated);
	return {
		at,
		severity: "warning",
		message: t(
			'"{0}" means something else in a Lua pattern than in a regular expression, so this does not match what it seems to.',
			foreign,
		),
		fixes: literal && isWhole ? [suggested(t("Write {0}", translated), () => replaceValue(pattern, translated))] : [],
	};
}

/** A short name where a pattern belongs: "admin" is part of "badminton". Longer ones are hardly in another word by accident. */
function suspectPlain(pattern: StringValue): Report | undefined {
	const { value, span: at, literal } = pattern;
	if (!/^\p{L}{1,6}$/u.test(value)) return undefined;
	const exact = exactPattern(value);
	return {
		at,
		severity: "hint",
		message: t(
			'"{0}" also keeps every longer name from being registered that has these letters somewhere in it.',
			value,
		),
		fixes: literal ? [suggested(t("Reserve only the name {0}", value), () => replaceValue(pattern, exact))] : [],
	};
}

/** Upper case letters made lower, those of classes such as %W left alone. */
function lowerCase(pattern: string): string {
	return pattern.replace(/%?./gs, (text) => (text[0] === "%" ? text : text.toLowerCase()));
}
