/** What is in effect for an option or a module, and where it comes from. */
import type { Scope, Setting } from "../config/model.ts";
import type { Snapshot } from "../engine.ts";
import { t } from "../l10n.ts";
import { code, escapeText } from "./markdown.ts";
import { lineNumber } from "./position.ts";
import { shortValue } from "./values.ts";

/**
 * The value in effect in a scope; nothing where the line in hand says it all by itself.
 * @param offset where the reader looks
 */
export function effectiveOption(snapshot: Snapshot, scope: Scope, option: string, offset: number): string | undefined {
	const lines: string[] = [];
	const setting = scope.get(option);
	if (setting && !isPlainlyHere(setting, offset)) lines.push(settingWords(snapshot, scope, setting));
	if (scope.kind === "global") {
		const overriding = scope.config.hosts.filter((host) => host.own.has(option));
		const shown = overriding.slice(0, 3).map(({ name }) => code(name));
		if (overriding.length > 3)
			lines.push(t("{0} hosts have their own, among them {1}.", overriding.length, shown.join(", ")));
		else if (overriding.length > 0) lines.push(t("Hosts with their own: {0}.", shown.join(", ")));
	}
	return lines.length > 0 ? lines.join("\n\n") : undefined;
}

function isPlainlyHere({ at, assignments, value }: Setting, offset: number): boolean {
	const here = at.statement.start <= offset && offset <= at.statement.end;
	return here && assignments.length === 1 && value.literal;
}

function settingWords(snapshot: Snapshot, scope: Scope, setting: Setting): string {
	const { value, at } = setting;
	const host = scope.kind === "global" ? t("the whole server") : code(scope.name);
	const line = lineNumber(snapshot, at.statement);
	const elsewhere = at.section.uri !== snapshot.uri;
	const where = elsewhere
		? t("set on line {0} of {1}", line, code(at.section.uri))
		: setting.scope.kind === "global" && scope.kind !== "global"
			? t("set globally on line {0}", line)
			: t("set on line {0}", line);
	if (value.type === "unknown")
		return t("In effect on {0}: not known here, because {1} ({2}).", host, escapeText(value.reason), where);
	return t("In effect on {0}: {1}, {2}.", host, code(shortValue(value) ?? "?"), where);
}

/** Why a module is loaded in a scope, or that it is not. */
export function effectiveModule(snapshot: Snapshot, scope: Scope, name: string, offset: number): string | undefined {
	const host = scope.kind === "global" ? t("the virtual hosts") : code(scope.name);
	const loaded = scope.modules.loaded.get(name);
	if (!loaded) return scope.modules.has(name) === false ? t("Not loaded on {0}.", host) : undefined;
	if (loaded.at && loaded.at.file === snapshot.uri && loaded.at.start <= offset && offset <= loaded.at.end)
		return undefined;
	const line = loaded.at && lineNumber(snapshot, loaded.at);
	switch (loaded.because) {
		case "autoload":
			return t("Loaded on {0}: Prosody does so by itself.", host);
		case "dependency":
			return t("Loaded on {0}: {1} brings it along.", host, code(loaded.via ?? ""));
		case "global":
			return line ? t("Loaded on {0}: listed globally on line {1}.", host, line) : undefined;
		default:
			return line ? t("Loaded on {0}: listed on line {1}.", host, line) : undefined;
	}
}
