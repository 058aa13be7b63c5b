/** textDocument/completion and completionItem/resolve. */
import type { CompletionItem, CompletionList } from "vscode-languageserver-types";
import type { Catalog } from "../catalog/catalog.ts";
import { COMPONENT_KEYWORDS, HOST_KEYWORDS } from "../config/lua-globals.ts";
import type { Snapshot } from "../engine.ts";
import { documentationOf } from "./completion/documentation.ts";
import { fileOffer } from "./completion/files.ts";
import { fitted } from "./completion/fit.ts";
import { NOTHING, type Offer, type Request } from "./completion/item.ts";
import { componentOffer, disabledOffer, enabledOffer } from "./completion/modules.ts";
import { componentNames } from "./completion/names.ts";
import { optionOffer } from "./completion/options.ts";
import { valueOffer } from "./completion/values.ts";
import { contextBefore, type Place } from "./context.ts";
import { isModuleList } from "./hover.ts";
import { markup } from "./markdown.ts";
import type { ClientSupport } from "./support.ts";

const EMPTY: CompletionList = { isIncomplete: false, items: [] };

/** @param trigger the character that made the editor ask, when nobody pressed a key for it */
export function completion(
	snapshot: Snapshot,
	offset: number,
	support: ClientSupport,
	trigger?: string,
): CompletionList {
	// Of all blanks, only the one behind "=" asks for something.
	if (trigger === " " && !/=[ \t]$/.test(snapshot.text.slice(Math.max(0, offset - 2), offset))) return EMPTY;
	const context = contextBefore(snapshot, offset);
	if (!context) return EMPTY;
	const { series } = snapshot.config.version;
	const { word } = context;
	// A text over several lines is no name, and an item replaces what stands on one line.
	if (word?.kind === "string" && /[\n\r]/.test(snapshot.text.slice(word.outerStart, offset))) return EMPTY;
	const typed = word ? snapshot.text.slice(word.start, Math.max(word.start, offset)) : "";
	const request: Request = { snapshot, context, series, support, offset, typed };
	return fitted(request, offerAt(request));
}

function offerAt(request: Request): Offer {
	const { place } = request.context;
	if (isTaken(request)) return NOTHING;
	switch (place.is) {
		case "statement":
			return optionOffer(request, true);
		case "host-field":
			return optionOffer(request, false);
		case "argument":
			return argumentOffer(request, place);
		case "value":
			if (isModuleList(place.option) && place.path.length === 1) {
				if (!place.entry) return NOTHING;
				return place.option === "modules_enabled" ? enabledOffer(request) : disabledOffer(request);
			}
			return valueOffer(request, place);
		default:
			return NOTHING;
	}
}

/** True where the one thing that may stand here begins already, and right behind an entry: its closing quote asks, and not a person. */
function isTaken({ context: { place, word, previous, base }, snapshot, offset }: Request): boolean {
	if (word) return false;
	if (place.is === "value" && place.unseparated) return previous !== undefined && base + previous.to === offset;
	const isOne = place.is === "argument" || (place.is === "value" && !place.entry);
	return isOne && /["'{[]/.test(snapshot.text.charAt(offset));
}

function argumentOffer(request: Request, { keyword, index }: Extract<Place, { is: "argument" }>): Offer {
	const { section, word } = request.context;
	if (COMPONENT_KEYWORDS.has(keyword)) {
		if (index === 1) return section.scope.kind === "Component" ? componentOffer(request) : NOTHING;
		return index === 0 ? componentNames(request) : NOTHING;
	}
	if (HOST_KEYWORDS.has(keyword) || index > 0 || keyword === "Credential") return NOTHING;
	// Include and the readers of files: paths relative to this file, not to the one that includes it.
	return word?.kind === "string" ? fileOffer(request, request.snapshot.uri) : NOTHING;
}

/** Adds the documentation to an item. */
export function resolveCompletion(made: CompletionItem, catalog: Catalog, support: ClientSupport): CompletionItem {
	const text = documentationOf(made, catalog);
	return text ? { ...made, documentation: markup(text, support.completionMarkdown) } : made;
}
