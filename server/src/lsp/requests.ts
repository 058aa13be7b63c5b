/** The requests about a document: each is handed to its feature. */
import {
	type CancellationToken,
	type CodeAction,
	type CodeActionParams,
	type CompletionItem,
	type CompletionParams,
	type Connection,
	type DocumentDiagnosticParams,
	type DocumentDiagnosticReport,
	ErrorCodes,
	type ExecuteCommandParams,
	LSPErrorCodes,
	ResponseError,
	type TextDocumentIdentifier,
	type TextDocumentPositionParams,
} from "vscode-languageserver";
import type { Catalog } from "../catalog/catalog.ts";
import type { ActionData } from "../features/code-actions.ts";
import type { EffectiveParams } from "../features/effective-document.ts";
import { FIX_ALL_COMMAND } from "./capabilities.ts";
import type { Analysed } from "./documents.ts";
import type { Needs } from "./needs.ts";
import type { Reports } from "./reports.ts";
import type { Analysis, Session } from "./session.ts";

interface AboutDocument {
	readonly textDocument: TextDocumentIdentifier;
}

/** Connects the features. Both are undefined before `initialize`, when no request gets as far as here. */
export function handleRequests(connection: Connection, session: () => Session, reports: () => Reports): void {
	/** A request about a document that a feature answers. */
	const about = <P extends AboutDocument>(
		method: string,
		needs: Needs,
		fallback: unknown,
		work: (analysed: Analysed, analysis: Analysis, params: P) => unknown,
	) => {
		connection.onRequest(method, (params: P, token: CancellationToken) =>
			session().answer({ what: method, uri: params.textDocument.uri, needs, token, fallback }, (analysed, analysis) =>
				work(analysed, analysis, params),
			),
		);
	};
	const support = () => session().support;

	about<TextDocumentPositionParams>("textDocument/hover", "config", null, ({ snapshot }, analysis, { position }) =>
		analysis.hover(snapshot, analysis.offsetAt(snapshot, position), support()),
	);

	/** The catalog that the last items came from: with the modules of that server. */
	let offered: Catalog | undefined;
	about<CompletionParams>(
		"textDocument/completion",
		"config",
		null,
		({ snapshot }, analysis, { position, context }) => {
			offered = snapshot.catalog;
			return analysis.completion(snapshot, analysis.offsetAt(snapshot, position), support(), context?.triggerCharacter);
		},
	);

	connection.onRequest("completionItem/resolve", async (item: CompletionItem) => {
		try {
			const analysis = await session().analysis();
			return analysis.resolveCompletion(item, offered ?? analysis.loadCatalog(), support());
		} catch (error) {
			session().log("completionItem/resolve", error);
			return item;
		}
	});

	about<CodeActionParams>("textDocument/codeAction", "findings", [], (analysed, analysis, { range, context }) => {
		const start = analysis.offsetAt(analysed.snapshot, range.start);
		const end = analysis.offsetAt(analysed.snapshot, range.end);
		return analysis.codeActions(analysed, start, end, context, support(), session().links);
	});

	connection.onRequest("codeAction/resolve", (action: CodeAction, token: CancellationToken) => {
		const uri = (action.data as ActionData | undefined)?.uri;
		if (uri === undefined) return action;
		return session()
			.answer<CodeAction | undefined>(
				{ what: "codeAction/resolve", uri, needs: "findings", token, fallback: undefined },
				(analysed, analysis) => analysis.resolveCodeAction(action, analysed, support()),
			)
			.then((resolved) => {
				if (resolved) return resolved;
				throw new ResponseError(LSPErrorCodes.ContentModified, "The document has changed since.");
			});
	});

	about("textDocument/documentSymbol", "config", null, ({ snapshot }, analysis) =>
		support().hierarchicalSymbols ? analysis.documentSymbols(snapshot) : analysis.flatSymbols(snapshot),
	);

	about("textDocument/documentLink", "config", null, ({ snapshot }, analysis) =>
		analysis.documentLinks(snapshot, support()),
	);

	connection.onRequest<DocumentDiagnosticReport, void>(
		"textDocument/diagnostic",
		({ textDocument, previousResultId }: DocumentDiagnosticParams, token: CancellationToken) =>
			reports().pull(textDocument.uri, previousResultId, token),
	);

	connection.onRequest(
		"workspace/executeCommand",
		async ({ command, arguments: args }: ExecuteCommandParams, token: CancellationToken) => {
			if (command !== FIX_ALL_COMMAND)
				throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}.`);
			const edit = await fixAll(session(), documentOf(args), token);
			if (edit) await connection.workspace.applyEdit(edit);
		},
	);

	connection.onRequest("prosody/status", ({ uri }: TextDocumentIdentifier, token: CancellationToken) =>
		session().answer<unknown>(
			{ what: "prosody/status", uri, needs: "findings", token, fallback: null },
			({ snapshot }, analysis) => analysis.statusOf(snapshot),
		),
	);

	connection.onRequest("prosody/effectiveConfiguration", (params: EffectiveParams, token: CancellationToken) =>
		session().answer<unknown>(
			{ what: "prosody/effectiveConfiguration", uri: params.uri, needs: "config", token, fallback: null },
			({ snapshot }, analysis) => analysis.effectiveDocument(snapshot, params),
		),
	);

	connection.onRequest("prosody/rules", async () => {
		const { RULES } = await session().analysis();
		return RULES.map(({ id, title, group }) => ({ id, title, group }));
	});
}

/** The document that a command is about: its URI, or what the protocol has for that. */
function documentOf(args: ExecuteCommandParams["arguments"]): string {
	const first: unknown = args?.[0];
	const uri = typeof first === "string" ? first : (first as { uri?: unknown } | undefined)?.uri;
	if (typeof uri !== "string")
		throw new ResponseError(ErrorCodes.InvalidParams, "Which document? Its URI is the argument.");
	return uri;
}

function fixAll(session: Session, uri: string, token: CancellationToken) {
	return session.answer(
		{ what: FIX_ALL_COMMAND, uri, needs: "findings", token, fallback: undefined },
		(analysed, analysis) => {
			const changes = analysis.fixAll(analysed.snapshot);
			return changes.length > 0 ? analysis.workspaceEdit(analysed, changes, session.support) : undefined;
		},
	);
}
