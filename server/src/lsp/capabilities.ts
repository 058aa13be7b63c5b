/** What the client can do, and what the server offers it. */
import type { ClientCapabilities, InitializeParams, ServerCapabilities } from "vscode-languageserver";
import type { ClientSupport } from "../features/support.ts";

/** The command that applies all safe fixes, for editors whose client brings none of its own. */
export const FIX_ALL_COMMAND = "prosody.fixAll";

/** `TextDocumentSyncKind` of the protocol. */
const INCREMENTAL = 2;

/** What our own clients hand over in `initializationOptions`; any of it may be missing. */
export interface Options {
	/** Where the pages of the rules are; `<id>.md` is appended. */
	readonly rulePages?: string;
	/** Translated texts: the content of a `@vscode/l10n` bundle. */
	readonly l10n?: Readonly<Record<string, string>>;
	/** Commands the client itself provides. */
	readonly commands: readonly string[];
	/** The client wants `prosody/statusChanged`. */
	readonly status: boolean;
	/** Settings, for clients that answer no workspace/configuration. */
	readonly settings?: unknown;
}

/** Takes the options as they come. */
export function readOptions(input: unknown): Options {
	const given = typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};
	const { rulePages, l10n, commands, status } = given;
	return {
		rulePages: typeof rulePages === "string" ? rulePages : undefined,
		l10n: typeof l10n === "object" && l10n !== null ? (l10n as Record<string, string>) : undefined,
		commands: Array.isArray(commands) ? commands.filter((one) => typeof one === "string") : [],
		status: status === true,
		settings: given.settings ?? given.prosody ?? given,
	};
}

export function readSupport({ textDocument, workspace }: ClientCapabilities, { commands }: Options): ClientSupport {
	const item = textDocument?.completion?.completionItem;
	const action = textDocument?.codeAction;
	const publish = textDocument?.publishDiagnostics;
	const pull = textDocument?.diagnostic;
	return {
		hoverMarkdown: textDocument?.hover?.contentFormat?.includes("markdown") ?? false,
		completionMarkdown: item?.documentationFormat?.includes("markdown") ?? false,
		snippets: item?.snippetSupport ?? false,
		completionLabelDetails: item?.labelDetailsSupport ?? false,
		completionDeprecatedTag: item?.tagSupport !== undefined,
		completionDefaults: textDocument?.completion?.completionList?.itemDefaults?.includes("editRange") ?? false,
		completionListDefaults: new Set(textDocument?.completion?.completionList?.itemDefaults),
		lazyActionEdits: (action?.dataSupport && action.resolveSupport?.properties.includes("edit")) ?? false,
		documentChanges: workspace?.workspaceEdit?.documentChanges ?? false,
		changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
		diagnosticTags: (pull?.tagSupport ?? publish?.tagSupport) !== undefined,
		relatedInformation: pull?.relatedInformation ?? publish?.relatedInformation ?? false,
		hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
		linkTooltips: textDocument?.documentLink?.tooltipSupport ?? false,
		commands: new Set(commands),
	};
}

/** True when the client asks for diagnostics by itself. */
export function pullsDiagnostics({ textDocument }: ClientCapabilities): boolean {
	return textDocument?.diagnostic !== undefined;
}

/** True when the client watches files for us, also those outside of its folders. */
export function watchesFiles({ workspace }: ClientCapabilities): boolean {
	return workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false;
}

export function serverCapabilities({ capabilities }: InitializeParams, support: ClientSupport): ServerCapabilities {
	return {
		positionEncoding: "utf-16",
		textDocumentSync: {
			openClose: true,
			change: INCREMENTAL,
			// Who does not watch files tells at least of those that are saved.
			save: watchesFiles(capabilities) ? undefined : { includeText: false },
		},
		hoverProvider: true,
		completionProvider: { triggerCharacters: ['"', "'", "/", "@", " "], resolveProvider: true },
		codeActionProvider: capabilities.textDocument?.codeAction?.codeActionLiteralSupport && {
			codeActionKinds: ["quickfix", "source.fixAll.prosody", "source.upgrade.prosody"],
			resolveProvider: support.lazyActionEdits,
		},
		documentSymbolProvider: true,
		documentLinkProvider: { resolveProvider: false },
		diagnosticProvider: pullsDiagnostics(capabilities)
			? { identifier: "prosody", interFileDependencies: true, workspaceDiagnostics: false }
			: undefined,
		// A client with a command of that name would register it twice.
		executeCommandProvider: support.commands.has(FIX_ALL_COMMAND) ? undefined : { commands: [FIX_ALL_COMMAND] },
	};
}
