import type { StringValue } from "../../config/value.ts";
import { removeItem, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { stringItems } from "../facts.ts";
import { hostNames, settingsOf } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";
import { isAnySet } from "../settings.ts";
import { isOneEditAway } from "../spelling.ts";

export default rule({
	id: "registration-field-unknown",
	local: "or-global",
	title: t("A registration field that does not exist"),
	severity: "warning",
	modules: ["register_ibr"],
	check({ config, hosts }, report) {
		if (!isAnySet(config, "additional_registration_fields")) return;
		const registering = hosts.filter(({ modules }) => modules.has("register_ibr") === true);
		for (const { setting, hosts: of } of settingsOf(registering, "additional_registration_fields")) {
			const { value } = setting;
			for (const item of stringItems(value) ?? []) {
				const name = item.value.replace(/\+$/, "");
				if (FIELDS.includes(name)) continue;
				const meant = nearest(name);
				const drop =
					value.type === "table" ? [suggested(t('Take "{0}" out', item.value), () => removeItem(value, item))] : [];
				const replace = meant
					? [suggested(t('Ask for "{0}"', meant), () => replaceValue(item, withPlus(item, meant)))]
					: [];
				report({
					at: item.span,
					message: t(
						'Nobody who registers on {0} is asked for "{1}": Prosody knows no such field. It knows {2}.',
						hostNames(of),
						name,
						FIELDS.slice(2).join(", "),
					),
					fixes: item.literal ? [...replace, ...drop] : [],
				});
			}
		}
	},
});

/** mod_register_ibr; it asks for the first two in any case. */
const FIELDS = [
	"username",
	"password",
	"nick",
	"name",
	"first",
	"last",
	"email",
	"address",
	"city",
	"state",
	"zip",
	"phone",
	"url",
	"date",
];

const OTHER_WORDS: Readonly<Record<string, string>> = {
	mail: "email",
	nickname: "nick",
	fullname: "name",
	firstname: "first",
	givenname: "first",
	lastname: "last",
	surname: "last",
	familyname: "last",
	street: "address",
	town: "city",
	region: "state",
	postcode: "zip",
	postalcode: "zip",
	zipcode: "zip",
	tel: "phone",
	telephone: "phone",
	mobile: "phone",
	website: "url",
	homepage: "url",
	birthday: "date",
	birthdate: "date",
};

/** The field that was meant: another word for it, or the name with one letter more, less or different. */
function nearest(name: string): string | undefined {
	const plain = name.toLowerCase().replace(/[^a-z]/g, "");
	if (FIELDS.includes(plain)) return plain;
	return OTHER_WORDS[plain] ?? FIELDS.find((field) => field.length > 3 && isOneEditAway(plain, field));
}

function withPlus(item: StringValue, field: string): string {
	return item.value.endsWith("+") ? `${field}+` : field;
}
