/** The extension on the desktop, and on a remote machine: the server runs as a process of its own. */
import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { clientOptions, start } from "./start.ts";

export function activate(context: vscode.ExtensionContext): Promise<void> {
	const module = vscode.Uri.joinPath(context.extensionUri, "dist/prosody-language-server.js").fsPath;
	const run = { module, transport: TransportKind.ipc };
	const debug = { ...run, options: { execArgv: ["--nolazy", "--inspect=6019"] } };
	return start(context, new LanguageClient("prosody", "Prosody", { run, debug }, clientOptions(context)));
}
