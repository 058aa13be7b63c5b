/** What the desktop and the browser have in common. */
import * as vscode from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import { CLIENT_COMMANDS, registerCommands } from "./commands.ts";
import { EffectiveConfigurations } from "./effective.ts";
import { Recovery } from "./recovery.ts";
import { linkToRulePages, registerRulePages } from "./rule-pages.ts";
import { registerStatus } from "./status.ts";

/** Any scheme: files, untitled texts, files inside archives and in the browser. */
export const SELECTOR = [{ language: "prosody" }];

export function clientOptions(context: vscode.ExtensionContext): LanguageClientOptions {
	return {
		documentSelector: SELECTOR,
		synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/.prosody-lint.json") },
		initializationOptions: {
			rulePages: vscode.Uri.joinPath(context.extensionUri, "dist/rules").toString(true),
			l10n: vscode.l10n.bundle,
			commands: CLIENT_COMMANDS,
			status: true,
		},
		middleware: linkToRulePages,
		errorHandler: new Recovery(),
		// No text that comes from a configuration may run a command, even if one got past the server.
		markdown: { isTrusted: false, supportHtml: false },
	};
}

/** Starts the server; the extension stays useful (and says so) when that fails. */
export async function start(context: vscode.ExtensionContext, client: BaseLanguageClient): Promise<void> {
	const effective = new EffectiveConfigurations(client);
	context.subscriptions.push(client, registerRulePages(context.extensionUri), registerStatus(client), effective);
	context.subscriptions.push(...registerCommands(client, context.extensionUri, effective));
	try {
		await client.start();
	} catch (error) {
		client.error(vscode.l10n.t("The Prosody language server does not start."), error, false);
	}
}
