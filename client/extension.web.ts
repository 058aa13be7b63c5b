/** The extension in the browser: the server runs as a Web Worker. */
import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { clientOptions, start } from "./start.ts";

export function activate(context: vscode.ExtensionContext): Promise<void> {
	const script = vscode.Uri.joinPath(context.extensionUri, "dist/server.web.js").toString(true);
	// A function, so that a restart gets a worker of its own: the old one is gone by then.
	const worker = async () => new Worker(script);
	return start(context, new LanguageClient("prosody", "Prosody", worker, clientOptions(context)));
}
