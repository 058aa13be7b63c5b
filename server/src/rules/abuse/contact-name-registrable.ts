import type { Scope } from "../../config/model.ts";
import type { StringValue } from "../../config/value.ts";
import { addToTable, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { addressOf, isXmpp, readContactInfo } from "../contact-facts.ts";
import { isOpen, stringItems } from "../facts.ts";
import { exactPattern } from "../lua-pattern.ts";
import { domainOf } from "../public-facts.ts";
import { isReserved } from "../reserved-names.ts";
import { type Fix, rule, suggested } from "../rule.ts";

export default rule({
	id: "contact-name-registrable",
	local: "in-place",
	title: t("A contact address that a stranger could register"),
	severity: "hint",
	profile: "public",
	absence: true,
	modules: ["block_registrations", "server_contact_info"],
	check({ config, hosts }, report) {
		// Where no names are reserved at all, reserved-names-missing says so.
		const openHost = (name: string) => {
			const host = isOpen(config, name) ? config.host(name) : undefined;
			return host?.modules.has("block_registrations") === true ? host : undefined;
		};
		for (const published of hosts) {
			for (const contact of xmppContacts(published)) {
				const address = addressOf(contact).toLowerCase().replace(/\/.*$/, "");
				const host = address.includes("@") ? openHost(domainOf(address)) : undefined;
				const name = address.replace(/@.*$/, "");
				if (!host || isReserved(host, name) !== false || isAdmin(host, address)) continue;
				report({
					at: contact.span,
					message: t(
						'People are told to write to {0}, but the name "{1}" is not reserved: unless the account exists already, anyone can register it.',
						address,
						name,
					),
					fixes: [reserve(host, name)],
				});
			}
		}
	},
});

function xmppContacts(host: Scope): StringValue[] {
	const setting = host.get("contact_info");
	const info = setting && readContactInfo(setting);
	return info ? [...info.entries.values()].flatMap((values) => values?.filter(isXmpp) ?? []) : [];
}

/** An admin's account exists. True as well where the admins are not known. */
function isAdmin(host: Scope, address: string): boolean {
	const lists = [host.config.global, host].map((scope) => stringItems(scope.own.get("admins")?.value));
	return lists.some((list) => !list || list.some(({ value }) => value.toLowerCase() === address));
}

/** As a further name where there is a list of names, else as a pattern, which leaves the built-in names in effect. */
function reserve(host: Scope, name: string): Fix {
	return suggested(t("Reserve the name {0}", name), () => {
		const users = host.get("block_registrations_users");
		if (users?.value.type === "table" && users.value.literal) return addToTable(users.value, name);
		const matching = host.get("block_registrations_matching");
		const pattern = exactPattern(name);
		if (matching?.value.type === "table" && matching.value.literal) return addToTable(matching.value, pattern);
		const scope = host.modules.loaded.get("block_registrations")?.because === "host" ? host : host.config.global;
		return setOption(scope, "block_registrations_matching", [pattern]);
	});
}
