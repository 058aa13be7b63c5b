/** What the parts of completion hand to each other. */
import type { CompletionItemKind } from "vscode-languageserver-types";
import type { Series } from "../config/version.ts";
import type { Snapshot } from "../engine.ts";
import type { Context } from "./context.ts";
import type { ClientSupport } from "./support.ts";

/** What is being completed. */
export interface Request {
	readonly snapshot: Snapshot;
	readonly context: Context;
	readonly series: Series;
	readonly support: ClientSupport;
	readonly offset: number;
}

/** Something to offer, before it is fitted into the text. */
export interface Candidate {
	readonly label: string;
	readonly kind: CompletionItemKind;
	/** What is written; the label if absent. Never with quotes for a `quoted` candidate. */
	readonly text?: string;
	/** What is written where the client knows snippets. */
	readonly snippet?: string;
	/** A string: quotes are put around it unless it is typed inside of some. */
	readonly quoted?: boolean;
	/** Gray words beside the label. */
	readonly detail?: string;
	readonly sortText: string;
	readonly deprecated?: boolean;
	readonly data?: ItemData;
}

/** What is needed to look up the documentation later: kind, name, series. */
export type ItemData =
	| readonly ["module" | "option", string, Series]
	| readonly ["keyword", string]
	| readonly ["text", string]
	| readonly ["key", string, readonly (string | number)[], string];

/** Escapes a text for use in a snippet. */
export function snippetText(text: string): string {
	return text.replace(/[\\$}]/g, "\\$&");
}

/** A snippet's choice. */
export function choice(options: readonly string[]): string {
	return "${1|" + options.map((option) => option.replace(/[\\$},|]/g, "\\$&")).join(",") + "|}";
}
