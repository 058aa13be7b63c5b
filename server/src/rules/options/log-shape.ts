import type { Setting } from "../../config/model.ts";
import type { StringValue, TableField, TableValue, Value } from "../../config/value.ts";
import { replaceSpan, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Fix, type Report, rule, suggested } from "../rule.ts";

const LEVELS: readonly string[] = ["debug", "info", "warn", "error"];
/** The sinks of core/loggingmanager.lua; a module may bring more. */
const SINKS: readonly string[] = ["file", "console", "stdout", "syslog", "nowhere"];

/** What other programs call a level. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
	all: "debug",
	critical: "error",
	crit: "error",
	err: "error",
	errors: "error",
	fatal: "error",
	information: "info",
	notice: "info",
	trace: "debug",
	verbose: "debug",
	warning: "warn",
	warnings: "warn",
};

export default rule({
	id: "log-shape",
	local: true,
	title: t("A log that Prosody does not write"),
	severity: "warning",
	links: ["https://prosody.im/doc/logging"],
	check({ config }, report) {
		const setting = config.global.own.get("log");
		if (!setting) return;
		for (const finding of findings(setting)) report(finding);
	},
});

function findings({ value }: Setting): Report[] {
	if (value.type === "string") return ofText(value);
	if (value.type !== "table") return [];
	const ofLevels = [...value.fields.values()].flatMap((field) => ofLevel(field));
	return [...ofLevels, ...value.items.flatMap((item) => ofItem(item))];
}

/** The whole of the log in one text: a file's name, or a sink. */
function ofText(value: StringValue): Report[] {
	if (!levelOf(value.value) && !LEVELS.includes(value.value)) return ofSink(value);
	const level = levelOf(value.value) ?? value.value;
	return [
		{
			at: value.span,
			message: t(
				'log = "{0}" writes everything into files of that name. The level belongs in front: {1}.',
				value.value,
				`{ ${level} = "*console" }`,
			),
			fixes: [
				suggested(t("Write {0}", `{ ${level} = "*console" }`), () => replaceValue(value, { [level]: "*console" })),
			],
		},
	];
}

function levelOf(word: string): string | undefined {
	const plain = word.toLowerCase();
	if (plain !== word && LEVELS.includes(plain)) return plain;
	return Object.hasOwn(OTHER_WORDS, plain) ? OTHER_WORDS[plain] : undefined;
}

function ofLevel({ key, keySpan, value }: TableField): Report[] {
	if (LEVELS.includes(key)) return value.type === "string" ? ofSink(value) : [];
	const level = levelOf(key);
	if (!level) {
		// `{ to = "file", … }` stands in a list.
		const isEntry = key === "to" || key === "filename" || key === "levels";
		return isEntry
			? [
					{
						at: keySpan,
						message: t(
							'"{0}" is not looked at here: what says where and how stands in a table of its own, log = { { to = … } }.',
							key,
						),
					},
				]
			: [];
	}
	return [
		{
			at: keySpan,
			message: t('There is no level "{0}", so nothing is written: the levels are debug, info, warn and error.', key),
			fixes: /^\w+$/.test(keySpan.text) ? [suggested(t("Write {0}", level), () => replaceSpan(keySpan, level))] : [],
		},
	];
}

function ofItem(item: Value): Report[] {
	if (item.type === "string") {
		if (item.value.startsWith("*")) return ofSink(item);
		return [
			{
				at: item.span,
				message: t(
					'"{0}" is not written to: in a list of logs a file needs its level in front, such as {1}.',
					item.value,
					`info = "${item.value}"`,
				),
			},
		];
	}
	return item.type === "table" ? ofEntry(item) : [];
}

function ofEntry({ fields }: TableValue): Report[] {
	const to = fields.get("to")?.value;
	if (to?.type !== "string" || SINKS.includes(to.value)) return [];
	const bare = to.value.replace(/^\*/, "").toLowerCase();
	return SINKS.includes(bare) ? [unknownSink(to, bare)] : [];
}

/** A text behind a level, or on its own: `*console`, or the name of a file. */
function ofSink(value: StringValue): Report[] {
	const sink = /^\*(.*)$/.exec(value.value)?.[1];
	if (sink === undefined || SINKS.includes(sink)) return [];
	const near = SINKS.find((one) => one === sink.trim().toLowerCase() || (sink.length > 2 && one.startsWith(sink)));
	return near ? [unknownSink(value, `*${near}`)] : [];
}

function unknownSink(value: StringValue, right: string): Report {
	const fixes: Fix[] = [suggested(t('Write "{0}"', right), () => replaceValue(value, right))];
	return {
		at: value.span,
		message: t(
			'Prosody knows no "{0}" to write logs to, so nothing is written. "{1}" may be meant.',
			value.value,
			right,
		),
		fixes,
	};
}
