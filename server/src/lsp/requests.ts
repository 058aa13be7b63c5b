/** The requests about a document: each is handed to its feature. */
import {
	type CodeAction,
	type CompletionItem,
	type Connection,
	ErrorCodes,
	LSPErrorCodes,
	type Position,
	ResponseError,
	type TextDocumentIdentifier,
	type WorkspaceEdit,
} from "vscode-languageserver";
import type { ActionData } from "../features/code-actions.ts";
import type { EffectiveAnswer, EffectiveParams } from "../features/effective-document.ts";
import type { Status } from "../features/status.ts";
import { FIX_ALL_COMMAND } from "./capabilities.ts";
import type { Analysed } from "./documents.ts";
import type { Reports } from "./reports.ts";
import type { Analysis, Session } from "./session.ts";

/** Connects the features. Both are undefined before `initialize`. */
export function handleRequests(connection: Connection, session: () => Session, reports: () => Reports): void {
	const at = ({ snapshot }: Analysed, analysis: Analysis, position: Position) => analysis.offsetAt(snapshot, position);

	connection.onHover(({ textDocument, position }, token) =>
		session().answer("textDocument/hover", textDocument.uri, token, null, (analysed, analysis) =>
			analysis.hover(analysed.snapshot, at(analysed, analysis, position), session().support),
		),
	);

	connection.onCompletion(({ textDocument, position }, token) =>
		session().answer("textDocument/completion", textDocument.uri, token, null, (analysed, analysis) =>
			analysis.completion(analysed.snapshot, at(analysed, analysis, position), session().support),
		),
	);

	connection.onCompletionResolve(async (item: CompletionItem) => {
		try {
			const analysis = await session().analysis();
			return analysis.resolveCompletion(item, analysis.loadCatalog(), session().support);
		} catch (error) {
			session().log("completionItem/resolve", error);
			return item;
		}
	});

	connection.onCodeAction(({ textDocument, range, context }, token) =>
		session().answer("textDocument/codeAction", textDocument.uri, token, [], (analysed, analysis) => {
			const { support, links } = session();
			const start = at(analysed, analysis, range.start);
			const end = at(analysed, analysis, range.end);
			return analysis.codeActions(analysed, start, end, context, support, links);
		}),
	);

	connection.onCodeActionResolve((action: CodeAction, token) => {
		const uri = (action.data as ActionData | undefined)?.uri;
		if (uri === undefined) return action;
		const outdated = new ResponseError<void>(LSPErrorCodes.ContentModified, "The document has changed since.");
		return session().answer<CodeAction | ResponseError<void>>(
			"codeAction/resolve",
			uri,
			token,
			outdated,
			(analysed, analysis) => {
				return analysis.resolveCodeAction(action, analysed, session().support) ?? outdated;
			},
		) as Promise<CodeAction>;
	});

	connection.onDocumentSymbol(({ textDocument }, token) =>
		session().answer("textDocument/documentSymbol", textDocument.uri, token, null, ({ snapshot }, analysis) =>
			session().support.hierarchicalSymbols ? analysis.documentSymbols(snapshot) : analysis.flatSymbols(snapshot),
		),
	);

	connection.onDocumentLinks(({ textDocument }, token) =>
		session().answer("textDocument/documentLink", textDocument.uri, token, null, ({ snapshot }, analysis) =>
			analysis.documentLinks(snapshot, session().support),
		),
	);

	connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
		// The library's type leaves out that an error may be the answer.
		return (await reports().pull(textDocument.uri, previousResultId, token)) as never;
	});

	connection.onExecuteCommand(async ({ command, arguments: args = [] }, token): Promise<null | ResponseError<void>> => {
		if (command !== FIX_ALL_COMMAND)
			return new ResponseError<void>(ErrorCodes.InvalidParams, `There is no command ${command}.`);
		const first: unknown = args[0];
		const uri = typeof first === "string" ? first : (first as { uri?: unknown } | undefined)?.uri;
		if (typeof uri !== "string")
			return new ResponseError<void>(ErrorCodes.InvalidParams, "Which document? Its URI is the argument.");
		const edit = await session().answer<WorkspaceEdit | undefined>(
			command,
			uri,
			token,
			undefined,
			(analysed, analysis) => {
				const changes = analysis.fixAll(analysed.snapshot);
				return changes.length > 0 ? analysis.workspaceEdit(analysed, changes, session().support) : undefined;
			},
		);
		if (!edit || edit instanceof ResponseError) return edit ?? null;
		await connection.workspace.applyEdit(edit);
		return null;
	});

	connection.onRequest<Status | null, void>("prosody/status", ({ uri }: TextDocumentIdentifier, token) =>
		session().answer("prosody/status", uri, token, null, ({ snapshot }, analysis) => analysis.statusOf(snapshot)),
	);

	connection.onRequest<EffectiveAnswer | null, void>(
		"prosody/effectiveConfiguration",
		(params: EffectiveParams, token) =>
			session().answer("prosody/effectiveConfiguration", params.uri, token, null, ({ snapshot }, analysis) =>
				analysis.effectiveDocument(snapshot, params),
			),
	);

	connection.onRequest("prosody/rules", async () => {
		const { RULES } = await session().analysis();
		return RULES.map(({ id, title, group }) => ({ id, title, group }));
	});
}
