/** Fits what is offered into the text at the place: quotes, separators, and what the whole list has in common. */
import {
	type CompletionItem,
	CompletionItemTag,
	type CompletionList,
	InsertTextFormat,
	type Range,
	type TextEdit,
} from "vscode-languageserver-types";
import { tokenize } from "../../syntax/tokens.ts";
import type { Place } from "../context.ts";
import { rangeAt } from "../position.ts";
import { type Candidate, letters, type Offer, type Request } from "./item.ts";

/** What stands around the place, read once for all items. */
interface Surroundings {
	readonly request: Request;
	readonly range: Range;
	readonly inString: boolean;
	readonly quote: string;
	/** The closing quote that the string in hand lacks. */
	readonly closing: string;
	/** The separator that is needed behind the item. */
	readonly behind: string;
	/** Adds the separator that the entry in front lacks. */
	readonly before?: readonly TextEdit[];
}

/** The list as the client gets it. */
export function fitted(request: Request, offer: Offer): CompletionList {
	const { support, typed } = request;
	const around = surroundings(request, offer);
	const wanted = letters(offer.replaced ? typed.slice(typed.lastIndexOf("/") + 1) : typed);
	const items: CompletionItem[] = [];
	let snippets = 0;
	for (const candidate of offer.candidates) {
		if (around.inString && !candidate.quoted) continue;
		if ((wanted & ~(candidate.letters ?? letters(candidate.filterText ?? candidate.label))) !== 0) continue;
		const item = itemOf(candidate, around);
		if (item.insertTextFormat) snippets++;
		items.push(item);
	}
	const list: CompletionList = { isIncomplete: offer.incomplete ?? false, items };
	if (items.length > 0) shareDefaults(list, around, offer, snippets);
	if (!support.completionListDefaults?.has("data") && offer.data) for (const item of items) item.data ??= offer.data;
	return list;
}

/** Places where a text may be written. */
const TAKES_TEXTS: ReadonlySet<Place["is"]> = new Set(["value", "argument"]);

function surroundings(request: Request, { replaced }: Offer): Surroundings {
	const { context, snapshot, offset } = request;
	const { word, place } = context;
	const inString = word?.kind === "string";
	const [start, end] = replaced ?? (word ? [word.start, word.end] : [offset, offset]);
	const isEntry = place.is === "value" && place.entry;
	return {
		request,
		range: rangeAt(snapshot, start, end),
		inString,
		quote: inString || !TAKES_TEXTS.has(place.is) ? "" : (context.quote ?? quoteAbove(request)),
		closing: inString ? missingQuote(request) : "",
		behind: !inString && isEntry ? separatorBehind(request) : "",
		before: place.is === "value" && place.unseparated ? separatorBefore(request) : undefined,
	};
}

function itemOf(candidate: Candidate, around: Surroundings): CompletionItem {
	const { support } = around.request;
	const { label, kind, sortText, detail, filterText } = candidate;
	const made: CompletionItem = { label, kind, sortText };
	if (filterText !== undefined) made.filterText = filterText;
	const snippet = support.snippets && !around.inString ? candidate.snippet : undefined;
	const newText = textOf(candidate, snippet, around);
	if (!support.completionDefaults) made.textEdit = { range: around.range, newText };
	else if (newText !== label) made.textEditText = newText;
	if (detail && support.completionLabelDetails) made.labelDetails = { description: detail };
	else if (detail) made.detail = detail;
	if (snippet !== undefined) made.insertTextFormat = InsertTextFormat.Snippet;
	if (around.before) made.additionalTextEdits = [...around.before];
	if (candidate.deprecated && support.completionDeprecatedTag) made.tags = [CompletionItemTag.Deprecated];
	if (candidate.data) made.data = candidate.data;
	return made;
}

function textOf({ label, text = label, quoted, goesOn }: Candidate, snippet: string | undefined, around: Surroundings) {
	if (around.inString) return goesOn ? text : text + around.closing;
	if (!quoted) return (snippet ?? text) + around.behind;
	// A folder by itself has no slash at its end.
	return around.quote + (goesOn ? text.slice(0, -1) : text) + around.quote + around.behind;
}

/** Says once what holds for all items, as far as the client understands that. */
function shareDefaults(
	list: CompletionList,
	{ request, range }: Surroundings,
	{ data }: Offer,
	snippets: number,
): void {
	const { completionDefaults, completionListDefaults: known } = request.support;
	if (completionDefaults) list.itemDefaults = { editRange: range };
	if (data && known?.has("data")) list.itemDefaults = { ...list.itemDefaults, data };
	if (!known?.has("insertTextFormat") || snippets <= list.items.length / 2) return;
	list.itemDefaults = { ...list.itemDefaults, insertTextFormat: InsertTextFormat.Snippet };
	for (const item of list.items) {
		if (item.insertTextFormat) delete item.insertTextFormat;
		else item.insertTextFormat = InsertTextFormat.PlainText;
	}
}

/** How far above the place a string is looked for. */
const ABOVE = 2_000;

/** The quote that the strings above have. */
function quoteAbove({ snapshot, context }: Request): string {
	const above = snapshot.text.slice(Math.max(0, context.base - ABOVE), context.base);
	return [...above.matchAll(/[=,;{(\s](["'])[^"'\n\r]*\1(?=\s*(?:[,;})]|--|$))/gm)].at(-1)?.[1] ?? '"';
}

/** The closing quote, when the string in hand has none and ends with the word. */
function missingQuote({ snapshot, context }: Request): string {
	const word = context.word!;
	const quote = snapshot.text.slice(word.outerStart, word.start);
	if (quote !== '"' && quote !== "'") return "";
	const rest = /^[^\r\n]*/.exec(snapshot.text.slice(word.end, word.end + 200))![0];
	return /^\s*(?:[,;})\]].*|--.*)?$/.test(rest) ? quote : "";
}

/** The separator behind an entry that others follow, or that stands alone on its line in a list where every line ends with one. */
function separatorBehind({ snapshot, context, offset }: Request): string {
	const { place, word } = context;
	const table = place.is === "value" ? place.table : undefined;
	const end = word?.end ?? offset;
	const behind = snapshot.text.slice(end, snapshot.tree.chunkAt(offset).end);
	const rest = behind.replace(/^(?:\s|--[^\n\r]*)+/, "");
	const separator = table?.separator;
	if (rest === "" || /^[,;=]/.test(rest)) return "";
	if (rest.startsWith("}")) {
		const gap = behind.slice(0, behind.length - rest.length);
		return separator && /[\n\r]/.test(gap) ? separator : "";
	}
	// Behind a table that is not closed, the next statement is no entry of it.
	if (!/^["'[{\w]/.test(rest) || /^(?:VirtualHost|Component|Include)\b/.test(rest)) return "";
	const gap = rest === behind ? " " : "";
	return (separator ?? separatorIn(rest) ?? ",") + gap;
}

/** What stands behind the first of the entries that follow. */
function separatorIn(rest: string): string | undefined {
	let depth = 0;
	for (const { text } of tokenize(rest)) {
		if (text === "{" || text === "(") depth++;
		if ((text === "}" || text === ")") && depth-- === 0) return undefined;
		if (depth === 0 && (text === "," || text === ";")) return text;
	}
	return undefined;
}

/** The separator that the entry in front lacks. */
function separatorBefore({ snapshot, context }: Request): readonly TextEdit[] | undefined {
	const { previous, base, place } = context;
	if (!previous) return undefined;
	const at = base + previous.to;
	const separator = place.is === "value" ? place.table?.separator : undefined;
	return [{ range: rangeAt(snapshot, at, at), newText: separator ?? "," }];
}
