import type { StringValue } from "../../config/value.ts";
import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { pluginFolders } from "../plugin-folders.ts";
import { type Fix, rule, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";
import { isOneEditAway } from "../spelling.ts";
import { DRIVERS, driversIn } from "../storage-facts.ts";

export default rule({
	id: "storage-driver-unknown",
	local: true,
	title: t("A way to store data that does not exist"),
	severity: "error",
	links: ["https://prosody.im/doc/storage"],
	check(context, report) {
		const { config, catalog } = context;
		const scopes = new Set(settingsNamed(config, "storage", "default_storage").map(({ scope }) => scope));
		const unknown = [...scopes]
			.flatMap((scope) => driversIn(scope))
			.filter(({ value }) => !DRIVERS.includes(value.value) && !catalog.knowsModule(`storage_${value.value}`));
		if (unknown.length === 0) return;
		const folders = pluginFolders(config, context.files);
		const seen = new Set<string>();
		for (const { value } of unknown) {
			const meant = meantBy(value.value);
			const place = `${value.span.start} ${value.span.file}`;
			if (seen.has(place) || folders.has(`storage_${value.value}`) || (!meant && !folders.complete)) continue;
			seen.add(place);
			report({
				at: value.span,
				// A name that resembles nothing may be a module of one's own that was put among those of Prosody.
				severity: meant ? (folders.complete ? undefined : "warning") : "hint",
				message: meant
					? t(
							'There is no storage called "{0}": Prosody goes on without it, and what should be kept is lost.',
							value.value,
						)
					: t('No module for storage called "{0}" is known here. If there is none, nothing is kept.', value.value),
				fixes: fixes(value, meant),
			});
		}
	},
});

const OTHER_WORDS: Readonly<Record<string, string>> = {
	default: "internal",
	file: "internal",
	files: "internal",
	flat: "internal",
	mariadb: "sql",
	mysql: "sql",
	postgres: "sql",
	postgresql: "sql",
	ram: "memory",
	sqlite: "sql",
	sqlite3: "sql",
};

function meantBy(text: string): string | undefined {
	const plain = text
		.trim()
		.toLowerCase()
		.replace(/^(?:mod_)?storage_/, "");
	if (DRIVERS.includes(plain)) return plain;
	return (
		(Object.hasOwn(OTHER_WORDS, plain) ? OTHER_WORDS[plain] : undefined) ??
		DRIVERS.find((one) => isOneEditAway(one, plain))
	);
}

function fixes(value: StringValue, meant: string | undefined): Fix[] {
	return meant ? [suggested(t('Write "{0}"', meant), () => replaceValue(value, meant))] : [];
}
