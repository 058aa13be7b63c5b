import type { Setting } from "../../config/model.ts";
import type { TableValue, Value } from "../../config/value.ts";
import { addField, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Fix, type Report, rule, safe, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";
import { usesSql } from "../storage-facts.ts";

const DRIVERS = ["SQLite3", "MySQL", "PostgreSQL"] as const;

export default rule({
	id: "sql-incomplete",
	local: true,
	title: t("A database of which not enough is said"),
	severity: "error",
	modules: ["storage_sql"],
	links: ["https://prosody.im/doc/modules/mod_storage_sql"],
	check({ config }, report) {
		if (usesSql(config) !== "yes") return;
		for (const setting of settingsNamed(config, "sql")) {
			const finding = judge(setting);
			if (finding) report(finding);
		}
	},
});

function judge({ value: table, at }: Setting): Report | undefined {
	if (table.type !== "table" || table.open) return undefined;
	const driver = fieldOf(table, "driver");
	if (!driver) {
		return {
			at: at.nameSpan,
			message: t(
				"sql does not say which database it is, so nothing is stored: it needs a driver, such as {0}.",
				'"SQLite3"',
			),
			fixes: ofDriver(table),
		};
	}
	if (driver.type !== "string") return undefined;
	const known = DRIVERS.find((one) => one === driver.value);
	if (!known) return misspelt(driver);
	if (known === "SQLite3" || fieldOf(table, "database")) return undefined;
	return {
		at: at.nameSpan,
		message: t('sql does not name the database, so nothing is stored: with {0} it needs database = "…".', driver.value),
		fixes: [suggested(t('Add database = "prosody"'), () => addField(table, "database", "prosody"))],
	};
}

function fieldOf(table: TableValue, key: string): Value | undefined {
	const value = table.fields.get(key)?.value;
	return value?.type === "nil" ? undefined : value;
}

/** Which database listens on a port. */
const PORTS: Readonly<Record<number, (typeof DRIVERS)[number]>> = { 3306: "MySQL", 5432: "PostgreSQL" };

function ofDriver(table: TableValue): Fix[] {
	const port = fieldOf(table, "port");
	const byPort = port?.type === "number" ? PORTS[port.value] : undefined;
	const withServer = ["username", "password", "host", "port"].some((key) => fieldOf(table, key));
	const drivers = byPort ? [byPort] : withServer ? (["PostgreSQL", "MySQL"] as const) : (["SQLite3"] as const);
	return [...drivers.map((one) => suggested(t('Add driver = "{0}"', one), () => addField(table, "driver", one)))];
}

const OTHER_WORDS: Readonly<Record<string, (typeof DRIVERS)[number]>> = {
	mariadb: "MySQL",
	mysql: "MySQL",
	pgsql: "PostgreSQL",
	postgres: "PostgreSQL",
	postgresql: "PostgreSQL",
	sqlite: "SQLite3",
	sqlite3: "SQLite3",
};

function misspelt(driver: Value & { type: "string" }): Report | undefined {
	const right = OTHER_WORDS[driver.value.trim().toLowerCase()];
	if (!right) return undefined;
	return {
		at: driver.span,
		message: t('Prosody knows no database "{0}", so nothing is stored. It is called "{1}".', driver.value, right),
		fixes: [safe(t('Write "{0}"', right), () => replaceValue(driver, right))],
	};
}
