/** Wires a connection to the features; the same for every door. */
import { type Connection, ErrorCodes, type InitializeResult, ResponseError } from "vscode-languageserver";
import { configureL10n } from "../l10n.ts";
import { serverCapabilities } from "./capabilities.ts";
import { Reports } from "./reports.ts";
import { handleRequests } from "./requests.ts";
import { type Platform, Session } from "./session.ts";
import { apply } from "./watched-files.ts";

/** Starts to listen. */
export function startServer(connection: Connection, platform: Platform): void {
	let session: Session | undefined;
	let reports: Reports | undefined;
	const started = <T>(part: T | undefined): T => {
		if (!part) throw new ResponseError(ErrorCodes.ServerNotInitialized, "Not initialized yet.");
		return part;
	};

	connection.onInitialize((params): InitializeResult => {
		session = new Session(connection, params, platform);
		reports = new Reports(session);
		session.settings.onLate = () => reports?.refresh();
		// Before any rule is loaded: rules have their titles translated while they load.
		if (session.options.l10n) configureL10n({ contents: session.options.l10n });
		return {
			capabilities: serverCapabilities(params, session.support),
			serverInfo: { name: "prosody-language-server", version: platform.version },
		};
	});

	connection.onInitialized(() => {
		session?.settings.start();
		session?.analysis().catch((error) => session?.log("start", error));
	});

	connection.onDidOpenTextDocument(({ textDocument }) => {
		const document = session?.documents.open(textDocument);
		if (document) reports?.schedule(document);
	});

	connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
		const document = session?.documents.get(textDocument.uri);
		if (!document) return;
		document.change(contentChanges, textDocument.version);
		reports?.schedule(document);
	});

	connection.onDidChangeWatchedFiles(({ changes }) => {
		const workspace = session?.openWorkspace;
		if (workspace && apply(workspace, changes)) reports?.refresh();
	});

	// Only sent by clients that watch no files: whatever else was saved meanwhile counts as well.
	connection.onDidSaveTextDocument(() => {
		session?.openWorkspace?.forgetDisk();
		reports?.others();
	});

	connection.onDidCloseTextDocument(({ textDocument }) => {
		session?.documents.close(textDocument.uri);
		session?.openWorkspace?.close(textDocument.uri);
		reports?.others();
		session?.settings.forget(textDocument.uri);
		reports?.close(textDocument.uri);
	});

	connection.onDidChangeConfiguration(({ settings }) => {
		session?.settings.changed(settings);
		reports?.refresh();
	});

	connection.onShutdown(() => {
		if (session) session.ended = true;
	});

	handleRequests(
		connection,
		() => started(session),
		() => started(reports),
	);
	connection.listen();
}
