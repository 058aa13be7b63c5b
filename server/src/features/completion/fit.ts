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
import { share } from "../shared.ts";
import type { ClientSupport } from "../support.ts";
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
	const { typed } = request;
	const around = surroundings(request, offer);
	const wanted = letters(offer.replaced ? typed.slice(typed.lastIndexOf("/") + 1) : typed);
	const shown = offer.candidates.filter((candidate) => {
		if (around.inString && !candidate.quoted) return false;
		return (wanted & ~(candidate.letters ?? letters(candidate.filterText ?? candidate.label))) === 0;
	});
	const list: CompletionList = { isIncomplete: offer.incomplete ?? false, items: [] };
	if (shown.length === 0) return list;
	const common = inCommon(shown, around, offer);
	if (common.itemDefaults) list.itemDefaults = common.itemDefaults;
	list.items = shown.map((candidate) => common.keptItem(candidate) ?? itemOf(candidate, around, common));
	return list;
}

/** What holds for all items. */
interface Common {
	readonly itemDefaults?: CompletionList["itemDefaults"];
	/** Items are snippets unless they say otherwise. */
	readonly snippets: boolean;
	/** Where to look for the documentation; undefined when `itemDefaults` tells. */
	readonly data?: Offer["data"];
	/** The item of a candidate as it was made for another place, where places make no difference. */
	keptItem(candidate: Candidate): CompletionItem | undefined;
}

/** What can be said once for all items, as far as the client understands that. */
function inCommon(shown: readonly Candidate[], around: Surroundings, { data }: Offer): Common {
	const { support } = around.request;
	const { completionDefaults, completionListDefaults: known } = support;
	const mayShareData = data === undefined || known?.has("data") === true;
	const mostly = shown.filter((candidate) => snippetOf(candidate, around) !== undefined).length > shown.length / 2;
	const snippets = mostly && known?.has("insertTextFormat") === true;
	const itemDefaults = {
		...(completionDefaults ? { editRange: around.range } : {}),
		...(data && mayShareData ? { data } : {}),
		...(snippets ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
	};
	const common = {
		itemDefaults: Object.keys(itemDefaults).length > 0 ? itemDefaults : undefined,
		snippets,
		data: mayShareData ? undefined : data,
	};
	const isAnywhere = completionDefaults && mayShareData && TAKES_NAMES.has(around.request.context.place.is);
	const keptItem = (candidate: Candidate): CompletionItem | undefined => {
		if (!isAnywhere || around.inString) return undefined;
		const before = kept.get(candidate);
		if (before?.support === support && before.snippets === snippets) return before.item;
		const item = share(itemOf(candidate, around, common));
		kept.set(candidate, { support, snippets, item });
		return item;
	};
	return { ...common, keptItem };
}

interface Kept {
	readonly support: ClientSupport;
	readonly snippets: boolean;
	readonly item: CompletionItem;
}

/** The items of options and modules: the same wherever a statement begins. */
const kept = new WeakMap<Candidate, Kept>();
/** Places where a name is written as it is, and nothing around it. */
const TAKES_NAMES: ReadonlySet<Place["is"]> = new Set(["statement", "host-field"]);

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

function snippetOf({ snippet }: Candidate, { request, inString }: Surroundings): string | undefined {
	return request.support.snippets && !inString ? snippet : undefined;
}

type Shared = Pick<Common, "snippets" | "data">;

function itemOf(candidate: Candidate, around: Surroundings, { snippets, data }: Shared): CompletionItem {
	const { support } = around.request;
	const { label, kind, sortText, detail, filterText } = candidate;
	const made: CompletionItem = { label, kind, sortText };
	if (filterText !== undefined) made.filterText = filterText;
	const snippet = snippetOf(candidate, around);
	const newText = textOf(candidate, snippet, around);
	if (!support.completionDefaults) made.textEdit = { range: around.range, newText };
	else if (newText !== label) made.textEditText = newText;
	if (detail && support.completionLabelDetails) made.labelDetails = { description: detail };
	else if (detail) made.detail = detail;
	if (snippets && snippet === undefined) made.insertTextFormat = InsertTextFormat.PlainText;
	else if (!snippets && snippet !== undefined) made.insertTextFormat = InsertTextFormat.Snippet;
	if (around.before) made.additionalTextEdits = [...around.before];
	if (candidate.deprecated && support.completionDeprecatedTag) made.tags = [CompletionItemTag.Deprecated];
	if (candidate.data ?? data) made.data = candidate.data ?? data;
	return made;
}

function textOf({ label, text = label, quoted, goesOn }: Candidate, snippet: string | undefined, around: Surroundings) {
	if (around.inString) return goesOn ? text : text + around.closing;
	if (!quoted) return (snippet ?? text) + around.behind;
	// A folder by itself has no slash at its end.
	return around.quote + (goesOn ? text.slice(0, -1) : text) + around.quote + around.behind;
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
