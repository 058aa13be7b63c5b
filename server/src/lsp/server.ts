/** Wires a connection to the features; the same for every door. */
import { type Connection, ErrorCodes, type InitializeResult, ResponseError } from "vscode-languageserver";
import { serverCapabilities } from "./capabilities.ts";
import { Reports } from "./reports.ts";
import { handleRequests } from "./requests.ts";
import { type Platform, Session } from "./session.ts";
import { apply } from "./watched-files.ts";

export interface Server {
	/** The client said `shutdown`. */
	readonly isShutDown: () => boolean;
}

/** Starts to listen. */
export function startServer(connection: Connection, platform: Platform): Server {
	let session: Session | undefined;
	let reports: Reports | undefined;
	let ended = false;
	/** For requests, which must come neither before `initialize` nor after `shutdown`. */
	const running = <T>(part: T | undefined): T => {
		if (ended) throw new ResponseError(ErrorCodes.InvalidRequest, "The server is shutting down.");
		if (!part) throw new ResponseError(ErrorCodes.ServerNotInitialized, "Not initialized yet.");
		return part;
	};

	connection.onInitialize((params): InitializeResult => {
		if (session) throw new ResponseError(ErrorCodes.InvalidRequest, "Initialized already.");
		session = new Session(connection, params, platform);
		reports = new Reports(session);
		session.settings.onLate = () => reports?.refresh();
		return {
			capabilities: serverCapabilities(params, session.support),
			serverInfo: { name: "prosody-language-server", version: platform.version },
		};
	});
	connection.onInitialized(() => {
		session?.settings.start();
		if (!session?.params.capabilities.workspace?.workspaceFolders) return;
		connection.workspace.onDidChangeWorkspaceFolders(({ added }) => {
			for (const { uri } of added) platform.admit?.(uri);
			session?.workspace?.forgetDisk();
			reports?.refresh();
		});
	});

	connection.onShutdown(() => {
		ended = true;
	});

	connection.onDidOpenTextDocument(({ textDocument }) => {
		// Of a document without a text nothing can be said; it would stand in the way of all others.
		if (typeof textDocument?.uri !== "string" || typeof textDocument.text !== "string") return;
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
		const workspace = session?.workspace;
		const settings = changes.some(({ uri }) => uri.endsWith("/.prosody-lint.json"));
		if (settings) session?.settings.changedAround();
		if ((workspace && apply(workspace, changes)) || settings) reports?.refresh();
	});

	// Only sent by clients that watch no files: whatever else was saved meanwhile counts as well.
	connection.onDidSaveTextDocument(() => {
		session?.workspace?.forgetDisk();
		reports?.others();
	});

	connection.onDidCloseTextDocument(({ textDocument }) => {
		session?.documents.close(textDocument.uri);
		session?.workspace?.close(textDocument.uri);
		reports?.others();
		session?.settings.forget(textDocument.uri);
		reports?.close(textDocument.uri);
	});

	connection.onDidChangeConfiguration(({ settings }) => {
		session?.settings.changed(settings);
		reports?.refresh();
	});

	handleRequests(
		connection,
		() => running(session),
		() => running(reports),
	);
	connection.listen();
	return { isShutDown: () => ended };
}
