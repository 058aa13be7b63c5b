import * as vscode from "vscode";
import { contains, equal, eventually, ok } from "./assert.ts";
import { serverProcesses } from "./processes.ts";
import {
	closeAll,
	finding,
	hoverText,
	noFinding,
	open,
	openUntitled,
	positionOf,
	resetSettings,
	rulesAt,
	setSetting,
} from "./workspace.ts";

// In the browser the server is a worker, which nobody but the page can end.
const processes = serverProcesses();
if (processes) {
	describe("a server that is killed", () => {
		const told: string[] = [];
		const { showWarningMessage, showErrorMessage, showInformationMessage } = vscode.window;

		before(() => {
			const listen = (message: string) => {
				told.push(message);
				return Promise.resolve(undefined);
			};
			Object.assign(vscode.window, {
				showWarningMessage: listen,
				showErrorMessage: listen,
				showInformationMessage: listen,
			});
		});
		after(async () => {
			Object.assign(vscode.window, { showWarningMessage, showErrorMessage, showInformationMessage });
			await resetSettings();
			await closeAll();
		});

		/** Kills the server; what is done at once still finds it dead. @returns when another one runs */
		async function kill(meanwhile?: () => Promise<void>): Promise<void> {
			const [server, ...others] = processes!.list();
			ok(server !== undefined && others.length === 0, `servers: ${server}, ${others}`);
			processes!.kill(server);
			await meanwhile?.();
			await eventually("another server", () => {
				const [next, ...rest] = processes!.list();
				return next !== undefined && next !== server && rest.length === 0;
			});
		}

		it("is started again, with the documents and settings as they are, and says so once", async () => {
			await setSetting("prosody.rules", { "option-obsolete": "error" });
			const saved = await open();
			const document = await openUntitled('VirtualHost "example.org"\n');
			await insert(document, 'setuid = "prosody"\n');
			equal((await finding(document, "option-obsolete")).severity, vscode.DiagnosticSeverity.Error, "severity before");

			await kill(() => insert(document, 'modules_enabled = { "mod_roster" }\n'));
			// Typed while no server was there.
			await finding(document, "module-mod-prefix");
			// Typed before; the severity comes from the settings.
			equal((await finding(document, "option-obsolete")).severity, vscode.DiagnosticSeverity.Error, "severity after");
			// Typed since.
			await insert(document, 'daemonize = "x"\nuse_libevent = true\n');
			await eventually("findings of what was typed", () => rulesAt(document).length > 2);
			await replace(document, '"mod_roster"', '"roster"');
			await noFinding(document, "module-mod-prefix");
			contains(
				await eventually("a hover", () => hoverText(document, positionOf(document, "modules_enabled"))),
				"https://prosody.im/",
			);
			// The other document is there again, too.
			await finding(saved, "limits-missing");

			equal(told.length, 1, `messages: ${told.join(" | ")}; count`);
			contains(told[0]!, "started again");
			await kill();
			await replace(document, '"roster"', '"mod_roster"');
			await finding(document, "module-mod-prefix");
			equal(told.length, 1, `messages: ${told.join(" | ")}; count`);
		}).timeout(60_000);
	});
}

async function insert(document: vscode.TextDocument, text: string): Promise<void> {
	const edit = new vscode.WorkspaceEdit();
	edit.insert(document.uri, new vscode.Position(0, 0), text);
	ok(await vscode.workspace.applyEdit(edit), "the edit was refused");
}

async function replace(document: vscode.TextDocument, text: string, by: string): Promise<void> {
	const edit = new vscode.WorkspaceEdit();
	const start = positionOf(document, text);
	edit.replace(document.uri, new vscode.Range(start, start.translate(0, text.length)), by);
	ok(await vscode.workspace.applyEdit(edit), "the edit was refused");
}
