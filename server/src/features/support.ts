/** What the client can show; read from its capabilities once, by lsp/capabilities.ts. */
export interface ClientSupport {
	readonly hoverMarkdown: boolean;
	readonly completionMarkdown: boolean;
	readonly snippets: boolean;
	readonly completionLabelDetails: boolean;
	readonly completionDeprecatedTag: boolean;
	/** The range that all items replace may be said once for the whole list. */
	readonly completionDefaults: boolean;
	/** `completionList.itemDefaults`: what else may be said once for all items. */
	readonly completionListDefaults?: ReadonlySet<string>;
	/** The edit of a code action may follow in `codeAction/resolve`. */
	readonly lazyActionEdits: boolean;
	/** Edits may name the version of the document they are made for. */
	readonly documentChanges: boolean;
	/** Edits may say what each change is for, and ask for it. */
	readonly changeAnnotations?: boolean;
	readonly diagnosticTags: boolean;
	readonly relatedInformation: boolean;
	readonly hierarchicalSymbols: boolean;
	readonly linkTooltips: boolean;
	/** Commands the client itself provides, for example `prosody.explainRule`. */
	readonly commands: ReadonlySet<string>;
}

/** A client that understands everything but has no commands of its own; what tests start from. */
export const FULL_SUPPORT: ClientSupport = {
	hoverMarkdown: true,
	completionMarkdown: true,
	snippets: true,
	completionLabelDetails: true,
	completionDeprecatedTag: true,
	completionDefaults: true,
	lazyActionEdits: true,
	documentChanges: true,
	changeAnnotations: true,
	diagnosticTags: true,
	relatedInformation: true,
	hierarchicalSymbols: true,
	linkTooltips: true,
	commands: new Set(),
};
