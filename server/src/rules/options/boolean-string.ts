import type { Catalog } from "../../catalog/catalog.ts";
import type { Value } from "../../config/value.ts";
import type { Series } from "../../config/version.ts";
import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { asBoolean } from "../facts.ts";
import { typeIn } from "../option-reading.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";
import { settingsWhere } from "../settings.ts";

const WORDS: Readonly<Record<string, boolean>> = {
	true: true,
	yes: true,
	y: true,
	on: true,
	enable: true,
	enabled: true,
	"1": true,
	false: false,
	no: false,
	n: false,
	off: false,
	disable: false,
	disabled: false,
	none: false,
	never: false,
	"0": false,
};

/** Read without a look at the value: everything but false is taken for true. */
const ANYTHING_IS_TRUE: ReadonlySet<string> = new Set([
	"anonymous_login",
	"cyrus_require_provisioning",
	"debug",
	"disco_hidden",
	"enabled",
	"force_module_reload",
	"muc_http_auth_authorize_registration",
	"muc_http_auth_insecure",
	"muc_mmn_notify_unaffiliated_users",
	"prosodyctl_service_warnings",
	"use_libevent",
	"xmlarchive_overwrite",
]);

/** Read in several places, each with an understanding of its own. */
const MIXED: ReadonlySet<string> = new Set([
	"allow_unencrypted_plain_auth",
	"muc_vcard",
	"use_dane",
	"use_ipv4",
	"use_ipv6",
]);

/** What it means that a protection is switched off. */
const SWITCHED_OFF: Readonly<Record<string, () => string>> = {
	allowlist_registration_only: () => t("so every address may register"),
	c2s_require_encryption: () => t("so clients may log in without encryption"),
	ldap_tls: () => t("so passwords go to the directory without encryption"),
	registration_invite_only: () => t("so nobody needs an invitation to register"),
	require_encryption: () => t("so clients may log in without encryption"),
	s2s_require_encryption: () => t("so other servers may connect without encryption"),
	s2s_secure_auth: () => t("so other servers need no valid certificate"),
	validate_from_addresses: () => t("so the component may send in the name of others"),
};

export default rule({
	id: "boolean-string",
	local: true,
	title: t("A word where true or false must stand"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog, series }, report) {
		const seen = new Set<string>();
		for (const { option, value } of settingsWhere(config, (name) => isBoolean(catalog, name, series))) {
			const wrong = misread(option, value);
			if (!wrong) continue;
			const place = `${value.span.start} ${value.span.file}`;
			if (seen.has(place)) continue;
			seen.add(place);
			const meant = wordOf(wrong);
			report({
				at: value.span,
				severity: catalog.option(option)?.security ? "error" : undefined,
				message: message(option, value.span.text, meant),
				fixes: fixes(value, meant),
			});
		}
	},
});

/** True when every module that reads it wants true or false. */
function isBoolean(catalog: Catalog, option: string, series: Series): boolean {
	const entry = catalog.option(option);
	if (!entry || typeIn(entry, series) !== "boolean") return false;
	return catalog.readers(option).every(({ options }) => {
		const other = options[option];
		return !other || typeIn(other, series) === "boolean";
	});
}

/** The part of a value that Prosody does not take as it was meant; undefined when all is well or not known. */
function misread(option: string, value: Value): Value | undefined {
	if (ANYTHING_IS_TRUE.has(option)) return wordOf(value) === false && value.type !== "boolean" ? value : undefined;
	if (asBoolean(value) !== undefined) return undefined;
	if (value.type === "table") {
		if (value.open || value.fields.size > 0) return undefined;
		const [first] = value.items;
		return first === undefined ? value : misread(option, first);
	}
	return value.type === "string" || value.type === "number" ? value : undefined;
}

/** What a word, or a number, stands for. */
function wordOf(value: Value): boolean | undefined {
	if (value.type === "number") return value.value === 0 ? false : value.value === 1 ? true : undefined;
	return value.type === "string" ? WORDS[value.value.trim().toLowerCase()] : undefined;
}

function message(option: string, text: string, meant: boolean | undefined): string {
	const line = `${option} = ${text}`;
	if (ANYTHING_IS_TRUE.has(option)) {
		return t("{0} means yes: here Prosody takes everything but false for true. Write false, without quotes.", line);
	}
	if (MIXED.has(option)) {
		return t("Prosody does not understand {0}, and not all its parts take it for the same. Write true or false.", line);
	}
	const consequence = SWITCHED_OFF[option]?.();
	if (consequence && meant !== false) {
		return t(
			"{0} switches it off: Prosody only knows true and false, and any other word is no, {1}.",
			line,
			consequence,
		);
	}
	return meant === false
		? t("Prosody does not understand {0}. It happens to count as false; write false, without quotes.", line)
		: t("Prosody does not understand {0} and takes it for false. Write true or false, without quotes.", line);
}

function fixes(value: Value, meant: boolean | undefined): Fix[] {
	if (!value.literal) return [];
	const write = (word: boolean) => () => replaceValue(value, word);
	if (meant !== undefined) return [safe(meant ? t("Write true") : t("Write false"), write(meant))];
	return [suggested(t("Write true"), write(true)), suggested(t("Write false"), write(false))];
}
