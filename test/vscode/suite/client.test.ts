import * as vscode from "vscode";
import { equal, eventually, ok } from "./assert.ts";
import { closeAll, finding, open } from "./workspace.ts";

// For the whole suite: where no server comes up, this says so once, and nothing else is tried.
before("the server answers", async () => {
	await finding(await open(), "limits-missing");
	await closeAll();
});

describe("the extension", () => {
	afterEach(closeAll);

	it("is activated by a configuration", async () => {
		await open();
		const extension = vscode.extensions.all.find(({ packageJSON }) =>
			packageJSON.contributes?.languages?.some(({ id }: { id: string }) => id === "prosody"),
		);
		ok(extension?.isActive, "not active");
	});

	it("registers every command it contributes", async () => {
		const known = await vscode.commands.getCommands(true);
		const contributed = vscode.extensions.all
			.flatMap(({ packageJSON }) => packageJSON.contributes?.commands ?? [])
			.map(({ command }: { command: string }) => command)
			.filter((command) => command.startsWith("prosody."));
		ok(contributed.includes("prosody.fixAll"), `only ${contributed}`);
		equal(
			contributed.filter((command) => !known.includes(command)),
			[],
			"commands without an implementation",
		);
	});

	it("explains a rule", async () => {
		await vscode.commands.executeCommand("prosody.explainRule", "limits-missing");
		await eventually("the page", () =>
			vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes("limits-missing"),
		);
	});

	it("shows its output", async () => {
		await open();
		await vscode.commands.executeCommand("prosody.showOutput");
	});
});
