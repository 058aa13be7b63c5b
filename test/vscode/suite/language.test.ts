import * as vscode from "vscode";
import { contains, equal, eventually, ok } from "./assert.ts";
import { closeAll, fixture, hoverText, open, openUntitled, positionOf } from "./workspace.ts";

describe("language features", () => {
	afterEach(closeAll);

	it("knows its files by their names", async () => {
		for (const name of ["prosody.cfg.lua", "conf.d/example.net.cfg.lua"]) {
			equal((await vscode.workspace.openTextDocument(fixture(name))).languageId, "prosody", name);
		}
	});

	it("explains a module", async () => {
		const document = await openUntitled('modules_enabled = { "limits" }\n');
		const text = await eventually("a hover", () => hoverText(document, positionOf(document, "limits").translate(0, 2)));
		contains(text, /bandwidth|bytes/i);
		contains(text, "https://prosody.im/doc/modules/mod_limits");
	});

	it("explains an option", async () => {
		const document = await open();
		const text = await eventually("a hover", () => hoverText(document, positionOf(document, "authentication")));
		contains(text, "https://prosody.im/");
	});

	it("completes modules in modules_enabled", async () => {
		const document = await openUntitled('modules_enabled = { "roster"; "" }\n');
		const list = await eventually("a completion of limits", async () => {
			const answer = await vscode.commands.executeCommand<vscode.CompletionList>(
				"vscode.executeCompletionItemProvider",
				document.uri,
				positionOf(document, '""').translate(0, 1),
			);
			return answer.items.some((item) => labelOf(item) === "limits") && answer;
		});
		const labels = list.items.map(labelOf);
		ok(labels.includes("mam"), `mam is missing in ${labels.slice(0, 20)}`);
		ok(!labels.includes("VirtualHost"), "VirtualHost is no module");
	});

	it("completes options on an empty line", async () => {
		const document = await openUntitled('admins = {}\n\nVirtualHost "example.org"\n');
		await eventually("a completion of modules_enabled", async () => {
			const answer = await vscode.commands.executeCommand<vscode.CompletionList>(
				"vscode.executeCompletionItemProvider",
				document.uri,
				new vscode.Position(1, 0),
			);
			return answer.items.some((item) => labelOf(item) === "modules_enabled");
		});
	});

	it("outlines hosts and options", async () => {
		const document = await open();
		const symbols = await eventually("symbols", () =>
			vscode.commands.executeCommand<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri),
		);
		const names = flatten(symbols).join("\n");
		contains(names, "example.org");
		contains(names, "conference.example.org");
		contains(names, "modules_enabled");
	});

	it("links modules to their documentation", async () => {
		const document = await open();
		const targets = await eventually("links", async () => {
			const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
				"vscode.executeLinkProvider",
				document.uri,
				1000, // how many of them VS Code shall resolve
			);
			return links.length > 0 && links.map(({ target }) => String(target));
		});
		contains(targets.join("\n"), "https://prosody.im/doc/modules/mod_roster");
	});
});

function labelOf({ label }: vscode.CompletionItem): string {
	return typeof label === "string" ? label : label.label;
}

function flatten(symbols: readonly vscode.DocumentSymbol[]): string[] {
	return symbols.flatMap(({ name, children }) => [name, ...flatten(children)]);
}
