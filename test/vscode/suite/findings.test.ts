import * as vscode from "vscode";
import { contains, equal, eventually, ok } from "./assert.ts";
import { closeAll, finding, noFinding, open, openUntitled, resetSettings, setSetting } from "./workspace.ts";

describe("findings", () => {
	afterEach(async () => {
		await resetSettings();
		await closeAll();
	});

	it("are shown for a file, with a link to the rule", async () => {
		const document = await open();
		const { code, source, severity, message } = await finding(document, "limits-missing");
		ok(typeof code === "object", "the code carries no link");
		contains((await vscode.workspace.openTextDocument(code.target)).getText(), "# limits-missing");
		ok(source, "no source is named");
		equal(severity, vscode.DiagnosticSeverity.Warning);
		ok(message.length > 20, `a message that says nothing: ${message}`);
		await finding(document, "module-mod-prefix");
	});

	it("are shown for a text without a file", async () => {
		const document = await openUntitled('modules_enabled = { "mod_roster" }\nVirtualHost "example.org"\n');
		await finding(document, "module-mod-prefix");
	});

	it("follow what is typed", async () => {
		const document = await openUntitled('modules_enabled = { "roster" }\nVirtualHost "example.org"\n');
		await insert(document, new vscode.Position(0, 21), "mod_");
		await finding(document, "module-mod-prefix");
		await vscode.commands.executeCommand("undo");
		await noFinding(document, "module-mod-prefix");
	});

	it("follow the settings", async () => {
		const document = await open();
		await finding(document, "limits-missing");
		await setSetting("prosody.rules", { "limits-missing": "off" });
		await noFinding(document, "limits-missing");
		await finding(document, "module-mod-prefix");

		await setSetting("prosody.rules", { "limits-missing": "error" });
		await eventually("the severity from the settings", async () => {
			return (await finding(document, "limits-missing")).severity === vscode.DiagnosticSeverity.Error;
		});
		await setSetting("prosody.profile", "personal");
		await noFinding(document, "limits-missing");
	});

	it("come back after a restart of the server", async () => {
		const document = await open();
		await finding(document, "limits-missing");
		await vscode.commands.executeCommand("prosody.restartServer");
		await insert(document, new vscode.Position(0, 0), '-- typed after the restart\nadmins = { "a@example.org" }\n');
		await finding(document, "duplicate-option");
	});
});

async function insert(document: vscode.TextDocument, at: vscode.Position, text: string): Promise<void> {
	const edit = new vscode.WorkspaceEdit();
	edit.insert(document.uri, at, text);
	ok(await vscode.workspace.applyEdit(edit), "the edit was refused");
}
