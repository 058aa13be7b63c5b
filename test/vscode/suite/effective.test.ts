import * as vscode from "vscode";
import { contains, equal, eventually, ok } from "./assert.ts";
import { closeAll, open, openUntitled, positionOf, SAMPLE } from "./workspace.ts";

const COMMAND = "prosody.showEffectiveConfiguration";

/** How many editors are shown; the panel with the server's output counts as one for VS Code. */
const editorsShown = () =>
	vscode.window.visibleTextEditors.filter(({ document }) => document.uri.scheme !== "output").length;

describe("the effective configuration", () => {
	afterEach(closeAll);

	it("is shown beside the file, without being taken for one", async () => {
		await open();
		const { document } = await show();
		equal(document.languageId, "prosody-effective");
		contains(document.getText(), /^Component "conference\.example\.org" "muc" +-- prosody\.cfg\.lua:\d+$/m);
		contains(document.getText(), /^ {4}authentication = "internal_hashed" +-- prosody\.cfg\.lua:\d+$/m);
		equal(vscode.languages.getDiagnostics(document.uri).length, 0, "diagnostics");
		equal(editorsShown(), 2, "editors");
	});

	it("begins at the host under the cursor", async () => {
		const source = await open();
		const at = positionOf(source, "muc_mam");
		vscode.window.activeTextEditor!.selection = new vscode.Selection(at, at);
		const { document, selection } = await show();
		contains(document.lineAt(selection.active.line).text, 'Component "conference.example.org"');
	});

	it("leads to the lines of the file", async () => {
		const source = await open();
		const { document } = await show();
		const links = await eventually("links", async () => {
			const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
				"vscode.executeLinkProvider",
				document.uri,
				1000,
			);
			return found.length > 0 && found;
		});
		const line = positionOf(source, "authentication").line + 1;
		const link = links.find(({ range }) => document.getText(range) === `${SAMPLE}:${line}`);
		ok(link?.target, "no link leads to authentication");
		const at = link.range.start.with({ character: 0 });
		const [definition] = await vscode.commands.executeCommand<vscode.Location[]>(
			"vscode.executeDefinitionProvider",
			document.uri,
			at,
		);
		equal(String(definition?.uri), String(source.uri));
		equal(definition?.range.start.line, line - 1);

		const place = JSON.parse(decodeURIComponent(link.target.query));
		await vscode.commands.executeCommand(link.target.path, ...place);
		const editor = vscode.window.activeTextEditor;
		equal([String(editor?.document.uri), editor?.selection.active.line], [String(source.uri), line - 1], "place");
		equal(editorsShown(), 2, "editors");
	});

	it("has an outline", async () => {
		await open();
		const { document } = await show();
		const symbols = await eventually("symbols", () =>
			vscode.commands.executeCommand<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri),
		);
		equal(
			symbols.map(({ name }) => name),
			["Global section", "example.org", "conference.example.org"],
		);
	});

	it("follows what is typed", async () => {
		const source = await openUntitled('VirtualHost "example.org"\n');
		const { document } = await show();
		const edit = new vscode.WorkspaceEdit();
		edit.insert(source.uri, new vscode.Position(0, 0), 'admins = { "a@example.org" }\n');
		ok(await vscode.workspace.applyEdit(edit), "the edit was refused");
		await eventually("the option", () => document.getText().includes('    admins = { "a@example.org" }'));
	});

	it("is that of one host where there are many", async () => {
		const hosts = Array.from({ length: 30 }, (_, index) => `VirtualHost "h${index}.example.org"\n`);
		const source = await openUntitled(hosts.join(""));
		const at = positionOf(source, "h17.");
		vscode.window.activeTextEditor!.selection = new vscode.Selection(at, at);
		const { document } = await show();
		contains(document.getText(), 'VirtualHost "h17.example.org"');
		ok(!document.getText().includes("h18."), "another host is shown");
	});

	it("is that of the host that is asked for", async () => {
		await open();
		const { document } = await show("example.org");
		contains(document.getText(), 'VirtualHost "example.org"');
		ok(!document.getText().includes("conference.example.org"), "another host is shown");
	});
});

async function show(host?: string): Promise<vscode.TextEditor> {
	await vscode.commands.executeCommand(COMMAND, host);
	return eventually("the text", () => {
		const editor = vscode.window.activeTextEditor;
		return editor?.document.uri.scheme === "prosody-effective" && editor;
	});
}
