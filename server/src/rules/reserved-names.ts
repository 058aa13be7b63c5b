/** Which account names strangers cannot register: mod_block_registrations. */
import type { Scope } from "../config/model.ts";
import { stringItems } from "./facts.ts";
import { readLuaPattern } from "./lua-pattern.ts";

/** What the module reserves when it is not told. */
export const RESERVED_NAMES: readonly string[] = [
	"abuse",
	"admin",
	"administrator",
	"hostmaster",
	"info",
	"news",
	"noc",
	"operator",
	"owner",
	"postmaster",
	"register",
	"registration",
	"root",
	"security",
	"service",
	"signup",
	"support",
	"sysadmin",
	"sysop",
	"system",
	"test",
	"trouble",
	"webmaster",
	"www",
	"xmpp",
];

/** True when the options of mod_block_registrations on a host reserve a name; undefined when they do not tell. */
export function isReserved(host: Scope, name: string): boolean | undefined {
	const list = host.value("block_registrations_users");
	const users = list ? stringItems(list)?.map(({ value }) => value) : RESERVED_NAMES;
	if (users?.includes(name)) return true;
	const matching = stringItems(host.value("block_registrations_matching"))?.map(({ value }) => matches(value, name));
	const required = host.value("block_registrations_require");
	const fits = !required || (required.type === "string" ? matches(required.value, name) : undefined);
	if (matching?.includes(true) || fits === false) return true;
	return users && matching && !matching.includes(undefined) && fits ? false : undefined;
}

function matches(pattern: string, name: string): boolean | undefined {
	const read = readLuaPattern(pattern);
	return read.valid ? read.regexp?.test(name) : undefined;
}
