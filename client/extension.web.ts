/** The extension in the browser: the server runs as a Web Worker. */
import * as vscode from "vscode";
import {
	BrowserMessageReader,
	BrowserMessageWriter,
	LanguageClient,
	type MessageTransports,
} from "vscode-languageclient/browser";
import { clientOptions, start } from "./start.ts";

export function activate(context: vscode.ExtensionContext): Promise<void> {
	const script = vscode.Uri.joinPath(context.extensionUri, "dist/server.web.js").toString(true);
	let worker: Worker | undefined;
	// Every start gets a worker of its own, since the old one is gone after a stop. The client does not recognise VS Code's
	// workers as such (`instanceof Worker` fails), so it is handed the two ends of the connection.
	const connect = async (): Promise<MessageTransports> => {
		worker?.terminate();
		worker = new Worker(script);
		return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
	};
	context.subscriptions.push(new vscode.Disposable(() => worker?.terminate()));
	return start(context, new LanguageClient("prosody", "Prosody", connect, clientOptions(context)));
}
