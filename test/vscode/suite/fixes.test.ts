import * as vscode from "vscode";
import { contains, equal, eventually, ok } from "./assert.ts";
import { closeAll, finding, fixture, noFinding, open, openUntitled, SAMPLE } from "./workspace.ts";

describe("fixes", () => {
	afterEach(closeAll);

	it("insert the limits block", async () => {
		const document = await open();
		await apply(document, await actionFor(document, "limits-missing", /bandwidth/i));
		await noFinding(document, "limits-missing");
		const text = document.getText();
		contains(text, /^limits = \{/m);
		contains(text, /c2s = \{[^}]*rate = "3kb\/s"[^}]*burst = "2s"/);
		contains(text, /s2sin = \{[^}]*rate = "30kb\/s"[^}]*burst = "3s"/);
		contains(text, /modules_enabled = \{[^}]*"limits";/);
		contains(text, "-- modules are named without mod_");
		ok(text.indexOf("limits = {") < text.indexOf("VirtualHost"), "the block must stand before the first host");
	});

	it("are offered to silence a rule", async () => {
		const document = await open();
		await actionFor(document, "limits-missing", /disable|silence|ignore/i);
	});

	it("are all applied by the command, if they are safe", async () => {
		const document = await open();
		await finding(document, "module-mod-prefix");
		await vscode.commands.executeCommand("prosody.fixAll");
		await noFinding(document, "module-mod-prefix");
		contains(document.getText(), '"ping"; -- modules are named without mod_');

		ok(await document.save(), "not saved");
		contains(new TextDecoder().decode(await vscode.workspace.fs.readFile(fixture(SAMPLE))), '"ping";');
	});

	it("are all applied by source.fixAll.prosody", async () => {
		const document = await openUntitled('modules_enabled = { "mod_roster", "mod_tls" }\nVirtualHost "example.org"\n');
		await finding(document, "module-mod-prefix");
		const kind = vscode.CodeActionKind.SourceFixAll.append("prosody");
		const [action] = await eventually("the action", async () => {
			const actions = await actionsAt(document, new vscode.Range(0, 0, 0, 0), kind);
			return actions.length > 0 && actions;
		});
		await apply(document, action!);
		equal(document.lineAt(0).text, 'modules_enabled = { "roster", "tls" }');
	});
});

function actionsAt(document: vscode.TextDocument, range: vscode.Range, kind: vscode.CodeActionKind) {
	return vscode.commands.executeCommand<vscode.CodeAction[]>(
		"vscode.executeCodeActionProvider",
		document.uri,
		range,
		kind.value,
		100, // how many of them VS Code shall resolve
	);
}

/** A quick fix for the finding of a rule. */
async function actionFor(document: vscode.TextDocument, rule: string, title: RegExp): Promise<vscode.CodeAction> {
	const { range } = await finding(document, rule);
	return eventually(`a quick fix like ${title}`, async () => {
		const actions = await actionsAt(document, range, vscode.CodeActionKind.QuickFix);
		const found = actions.find((action) => title.test(action.title));
		if (!found) throw new Error(`only ${actions.map((action) => action.title).join(" | ") || "none"}`);
		return found;
	});
}

async function apply(document: vscode.TextDocument, { edit, command }: vscode.CodeAction): Promise<void> {
	const before = document.version;
	if (edit) ok(await vscode.workspace.applyEdit(edit), "the edit was refused");
	if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
	await eventually("the document to change", () => document.version > before);
}
