/** Where data is kept (core/storagemanager.lua, plugins/mod_storage_sql.lua). */
import { perHost } from "../config/host-index.ts";
import type { Configuration, Scope } from "../config/model.ts";
import type { StringValue, TableField } from "../config/value.ts";
import { whole } from "./facts.ts";

/** Drivers that come with Prosody; `null` is built in. */
export const DRIVERS: readonly string[] = ["internal", "sql", "memory", "none", "null", "xep0227"];

/** Stores of Prosody's own modules, and those of community modules with names close to them. */
export const STORES: readonly string[] = (
	"account_activity account_details account_flags account_roles accounts accounts_cleanup archive archive_cleanup " +
	"archive_prefs auth_tokens blocklist cloud_notify config cron invite_token lastlog lastlog2 muc_log muc_log_cleanup offline pep " +
	"persistent privacy private pubsub_nodes roles roster skeletons smacks_h state tombstones upload_stats uploads vcard vcard_muc"
).split(" ");

/** What people write for a store that is called in another way. */
export const OTHER_STORES: Readonly<Record<string, string>> = {
	archive2: "archive",
	mam: "archive",
	message_archive: "archive",
	messages: "archive",
	muc_archive: "muc_log",
	muc_mam: "muc_log",
	offline_messages: "offline",
	users: "accounts",
	vcards: "vcard",
};

/** A driver that is named: for everything, or for one store. */
export interface NamedDriver {
	readonly value: StringValue;
	/** The field of the table; absent for a driver that is for everything. */
	readonly store?: TableField;
}

/** The drivers a scope's own options name. */
export function driversIn({ own }: Scope): NamedDriver[] {
	const storage = own.get("storage")?.value;
	const byDefault = own.get("default_storage")?.value;
	const stores = storage?.type === "table" ? [...storage.fields.values()] : [];
	return [
		...(storage?.type === "string" ? [{ value: storage }] : []),
		...(byDefault?.type === "string" ? [{ value: byDefault }] : []),
		...stores.flatMap((store) => (store.value.type === "string" ? [{ value: store.value, store }] : [])),
	];
}

/** `yes`: something is kept in a database; `maybe`: it cannot be known. */
type Sql = "yes" | "maybe";

function sqlIn(scope: Scope): Sql | undefined {
	if (driversIn(scope).some(({ value }) => /^sql/.test(value.value))) return "yes";
	const values = ["storage", "default_storage"].map((option) => scope.own.get(option)?.value);
	const isKnown = values.every((value) => {
		if (!value || value.type === "string" || value.type === "nil") return true;
		return (
			value.type === "table" &&
			!value.open &&
			[...value.fields.values()].every((field) => field.value.type === "string")
		);
	});
	return isKnown ? undefined : "maybe";
}

const hostsWithSql = perHost(sqlIn);

/** Whether something on the server is kept in a database. */
export function usesSql(config: Configuration): Sql | undefined {
	const found = [sqlIn(config.global), ...[...hostsWithSql(whole(config)).values()].map(({ fact }) => fact)];
	return found.includes("yes") ? "yes" : found.find((one) => one !== undefined);
}

const tables = perHost((host) =>
	host.own.get("storage")?.value.type !== "string" && host.own.has("storage") ? true : undefined,
);

/** True where some host says store by store where its data goes. */
export function someHostChooses(config: Configuration): boolean {
	return tables(whole(config)).size > 0;
}
