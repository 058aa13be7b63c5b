/** textDocument/completion and completionItem/resolve. */
import {
	type CompletionItem,
	CompletionItemTag,
	type CompletionList,
	InsertTextFormat,
	type Range,
	type TextEdit,
} from "vscode-languageserver-types";
import type { Catalog } from "../catalog/catalog.ts";
import type { Snapshot } from "../engine.ts";
import type { Candidate, ItemData, Request } from "./completion-item.ts";
import { componentCandidates, disabledCandidates, enabledCandidates } from "./completion-modules.ts";
import { keywordCandidates, optionCandidates } from "./completion-options.ts";
import { valueCandidates } from "./completion-values.ts";
import { contextBefore } from "./context.ts";
import { describeKey, describeKeyword, describeModule, describeOption } from "./describe.ts";
import { isModuleList } from "./hover.ts";
import { keyAt } from "./keys.ts";
import { markup } from "./markdown.ts";
import { rangeAt } from "./position.ts";
import type { ClientSupport } from "./support.ts";

export function completion(snapshot: Snapshot, offset: number, support: ClientSupport): CompletionList {
	const context = contextBefore(snapshot, offset);
	if (!context) return { isIncomplete: false, items: [] };
	const request: Request = { snapshot, context, series: snapshot.config.version.series, support, offset };
	const fitted = fitting(request);
	const list: CompletionList = { isIncomplete: false, items: candidates(request).flatMap((one) => fitted(one) ?? []) };
	if (support.completionDefaults && list.items.length > 0) list.itemDefaults = { editRange: replaced(request) };
	return list;
}

function candidates(request: Request): Candidate[] {
	const { place, section } = request.context;
	switch (place.is) {
		case "statement":
			return [...optionCandidates(request), ...keywordCandidates()];
		case "host-field":
			return optionCandidates(request);
		case "argument":
			return section.scope.kind === "Component" && place.index === 1 ? componentCandidates(request) : [];
		case "value": {
			if (isModuleList(place.option) && place.path.length === 1 && place.entry) {
				return place.option === "modules_enabled" ? enabledCandidates(request) : disabledCandidates(request);
			}
			return valueCandidates(request, place);
		}
		default:
			return [];
	}
}

/** Makes items that fit into the text at the place; undefined for what cannot stand there. */
function fitting(request: Request): (candidate: Candidate) => CompletionItem | undefined {
	const { context, support } = request;
	const { word, place } = context;
	const inString = word?.kind === "string";
	const range = replaced(request);
	const closing = inString ? missingQuote(request) : "";
	const behind = !inString && place.is === "value" && place.entry ? separatorBehind(request) : "";
	const before = place.is === "value" && place.unseparated ? separatorBefore(request) : undefined;
	return (candidate) => {
		if (inString && !candidate.quoted) return undefined;
		const plain = candidate.text ?? candidate.label;
		const snippet = support.snippets ? candidate.snippet : undefined;
		const text = inString ? plain + closing : candidate.quoted ? `"${plain}"${behind}` : (snippet ?? plain) + behind;
		return item(candidate, range, text, snippet !== undefined && !inString, support, before);
	};
}

/** What every item replaces: the word in hand. */
function replaced({ context: { word }, snapshot, offset }: Request): Range {
	return word ? rangeAt(snapshot, word.start, word.end) : rangeAt(snapshot, offset, offset);
}

function item(
	candidate: Candidate,
	range: Range,
	newText: string,
	isSnippet: boolean,
	support: ClientSupport,
	before: TextEdit | undefined,
): CompletionItem {
	const made: CompletionItem = {
		label: candidate.label,
		kind: candidate.kind,
		sortText: candidate.sortText,
	};
	if (!support.completionDefaults) made.textEdit = { range, newText };
	else if (newText !== candidate.label) made.textEditText = newText;
	if (candidate.detail && support.completionLabelDetails) made.labelDetails = { description: candidate.detail };
	else if (candidate.detail) made.detail = candidate.detail;
	if (isSnippet) made.insertTextFormat = InsertTextFormat.Snippet;
	if (before) made.additionalTextEdits = [before];
	if (candidate.deprecated && support.completionDeprecatedTag) made.tags = [CompletionItemTag.Deprecated];
	if (candidate.data) made.data = candidate.data;
	return made;
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
	const rest = snapshot.text.slice(word?.end ?? offset).replace(/^(?:\s|--[^\n\r]*)+/, "");
	const separator = table?.separator;
	if (rest === "" || /^[,;=]/.test(rest)) return "";
	if (rest.startsWith("}")) {
		const gap = snapshot.text.slice(word?.end ?? offset, snapshot.text.length - rest.length);
		return separator && /[\n\r]/.test(gap) ? separator : "";
	}
	return /^["'[{\w]/.test(rest) && !/^(?:VirtualHost|Component|Include)\b|^\w+\s*=/.test(rest)
		? (separator ?? ",")
		: "";
}

/** The separator that the entry in front lacks. */
function separatorBefore({ snapshot, context }: Request): TextEdit | undefined {
	const { previous, base, place } = context;
	if (!previous) return undefined;
	const at = base + previous.to;
	const separator = place.is === "value" ? place.table?.separator : undefined;
	return { range: rangeAt(snapshot, at, at), newText: separator ?? "," };
}

/** Adds the documentation to an item. */
export function resolveCompletion(made: CompletionItem, catalog: Catalog, support: ClientSupport): CompletionItem {
	const text = documentation(made.data as ItemData | undefined, catalog);
	return text ? { ...made, documentation: markup(text, support.completionMarkdown) } : made;
}

function documentation(data: ItemData | undefined, catalog: Catalog): string | undefined {
	if (!Array.isArray(data)) return undefined;
	const [kind, name] = data as ItemData;
	switch (kind) {
		case "module": {
			const entry = catalog.module(name, data[2]);
			return entry && describeModule(entry, catalog, data[2]);
		}
		case "option": {
			const option = catalog.option(name);
			return option && describeOption(option, data[2]);
		}
		case "keyword": {
			const keyword = catalog.keyword(name);
			return keyword && describeKeyword(keyword);
		}
		case "key": {
			const option = catalog.option(name);
			const entry = option && keyAt(option, [...data[2], data[3]]);
			return entry && describeKey(data[3], option, entry);
		}
		case "text":
			return name;
	}
}
