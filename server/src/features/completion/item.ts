/** What the parts of completion hand to each other. */
import type { CompletionItemKind } from "vscode-languageserver-types";
import type { Series } from "../../config/version.ts";
import type { Snapshot } from "../../engine.ts";
import type { Context, Step } from "../context.ts";
import type { ClientSupport } from "../support.ts";

/** What is being completed. */
export interface Request {
	readonly snapshot: Snapshot;
	readonly context: Context;
	readonly series: Series;
	readonly support: ClientSupport;
	readonly offset: number;
	/** What is typed of the word, up to the cursor. */
	readonly typed: string;
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
	/** Typing goes on behind it, so that an open string stays open. */
	readonly goesOn?: boolean;
	/** Gray words beside the label. */
	readonly detail?: string;
	readonly sortText: string;
	readonly deprecated?: boolean;
	/** Where to look for the documentation, if not where the list says. */
	readonly data?: ItemData;
	/** What the client compares with what is typed, if not the label. */
	readonly filterText?: string;
	/** {@link letters} of the label, where that is known already. */
	readonly letters?: number;
}

/** What is offered at a place. */
export interface Offer {
	readonly candidates: readonly Candidate[];
	/** Where the documentation of the candidates is found. */
	readonly data?: ItemData;
	/** More would be offered if more were typed. */
	readonly incomplete?: boolean;
	/** What is replaced, if not the word: offsets of the file. */
	readonly replaced?: readonly [number, number];
}

export const NOTHING: Offer = { candidates: [] };

/**
 * What is needed to look up the documentation later. `item`: the module, option or keyword that has the label, by the item's kind.
 * `key` and `value`: a key with that label, or a value, at the path of an option.
 */
export type ItemData =
	| readonly ["item", Series]
	| readonly ["module" | "option", Series, string]
	| readonly ["key" | "value", Series, string, readonly Step[]]
	| readonly ["text", string];

/** Escapes a text for use in a snippet. */
export function snippetText(text: string): string {
	return text.replace(/[\\$}]/g, "\\$&");
}

/** A snippet's choice. */
export function choice(options: readonly string[]): string {
	return "${1|" + options.map((option) => option.replace(/[\\$},|]/g, "\\$&")).join(",") + "|}";
}

/** Sorts by group, then by rank where there is one; clients go on with the label. */
export function sortKey(group: number, rank?: number): string {
	return rank === undefined ? `${group}~` : group + String(rank).padStart(2, "0");
}

/**
 * The letters of a text as bits. However a client matches what is typed, it does not show a label that lacks a letter of it,
 * and neither will it when more is typed.
 */
export function letters(text: string): number {
	let bits = 0;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i) | 32;
		if (code >= 97 && code <= 122) bits |= 1 << (code - 97);
		else if (code >= 48 && code <= 57) bits |= 1 << 26;
	}
	return bits;
}

/** True for a text that may stand between any quotes as it is. */
export function isPlainText(text: string): boolean {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	return text !== "" && text.length <= 300 && !/["'\\\]\x00-\x1f\x7f]/.test(text);
}
