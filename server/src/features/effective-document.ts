/** prosody/effectiveConfiguration: what Prosody would load, as a text to read. */
import type { Position } from "vscode-languageserver-types";
import type { Scope } from "../config/model.ts";
import type { Snapshot } from "../engine.ts";
import { t } from "../l10n.ts";
import { effectiveConfiguration } from "../reports/effective.ts";
import type { Link } from "../reports/page.ts";
import { sectionAt } from "./context.ts";
import { offsetAt } from "./position.ts";

/** A text longer than this is no pleasure to read, nor to keep up to date while somebody types. */
const MOST_LINES = 5000;

export interface EffectiveParams {
	readonly uri: string;
	/** Only this one, besides the global section. */
	readonly host?: string;
	/** Where the reader is in the file: the answer says in which host that is. */
	readonly position?: Position;
}

/** A part of the text, in lines from zero; the last one is included. */
export interface Lines {
	readonly line: number;
	readonly lastLine: number;
}

export interface EffectiveAnswer {
	readonly title: string;
	readonly text: string;
	/** Offsets in the text, in its order; lines and characters of the target count from zero. */
	readonly links: readonly Link[];
	readonly global: Lines;
	/** Every host there is; without lines those that are not in the text. */
	readonly hosts: readonly (Partial<Lines> & { readonly name: string; readonly detail: string })[];
	/** The host at `position`. */
	readonly here?: string;
}

export function effectiveDocument(snapshot: Snapshot, { host, position }: EffectiveParams): EffectiveAnswer {
	const { config, catalog } = snapshot;
	const hostNamed = (name: string) => config.hosts.find((one) => one.name === name);
	const only = host === undefined ? undefined : hostNamed(host);
	const { title, text, links, parts } = effectiveConfiguration(config, catalog, {
		hosts: host === undefined ? undefined : only ? [only] : [],
		most: MOST_LINES,
		elsewhere: t("Run the command again with the cursor in one of them, or choose it from the list."),
	});
	const shown = new Map(parts.map(({ scope, line, lastLine }) => [scope, { line, lastLine }]));
	const here = position && sectionAt(snapshot, offsetAt(snapshot, position)).scope;
	return {
		title,
		text,
		links,
		global: shown.get(config.global)!,
		hosts: config.hosts.map((scope) => ({ name: scope.name, detail: detailOf(scope), ...shown.get(scope) })),
		here: here && hostNamed(here.name)?.name,
	};
}

function detailOf({ kind, module }: Scope): string {
	return kind === "Component" && module && module !== "component" ? `Component ${module}` : kind;
}
