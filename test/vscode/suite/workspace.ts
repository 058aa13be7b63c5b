/** The opened folder, as the tests use it: a copy of `test/vscode/fixtures`, or a file system in memory. */
import * as vscode from "vscode";
import { equal, eventually, ok } from "./assert.ts";

export const SAMPLE = "prosody.cfg.lua";

export function fixture(name: string): vscode.Uri {
	const folder = vscode.workspace.workspaceFolders?.[0];
	ok(folder, "no folder is open");
	return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a fixture in an editor. */
export async function open(name = SAMPLE): Promise<vscode.TextDocument> {
	return (await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fixture(name)))).document;
}

/** Opens a text that has no file. */
export async function openUntitled(content: string): Promise<vscode.TextDocument> {
	const document = await vscode.workspace.openTextDocument({ language: "prosody", content });
	return (await vscode.window.showTextDocument(document)).document;
}

/** Leaves no editor and no unsaved text behind. */
export async function closeAll(): Promise<void> {
	for (const tab of vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)) {
		if (tab.isDirty && tab.input instanceof vscode.TabInputText) {
			await vscode.window.showTextDocument(tab.input.uri);
			await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
		} else {
			await vscode.window.tabGroups.close(tab);
		}
	}
}

/** Sets a setting until {@link resetSettings}. */
export async function setSetting(name: string, value: unknown): Promise<void> {
	changed.add(name);
	await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}
const changed = new Set<string>();

export async function resetSettings(): Promise<void> {
	for (const name of changed) {
		await vscode.workspace.getConfiguration().update(name, undefined, vscode.ConfigurationTarget.Global);
	}
	changed.clear();
}

/** The rule a diagnostic comes from. */
export function ruleOf({ code }: vscode.Diagnostic): string {
	return String(typeof code === "object" ? code.value : code);
}

export function rulesAt(document: vscode.TextDocument): string[] {
	return vscode.languages.getDiagnostics(document.uri).map(ruleOf).sort();
}

/** Waits for a rule to speak. */
export function finding(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
	return eventually(`a finding of ${rule}`, () => {
		const found = vscode.languages.getDiagnostics(document.uri).find((diagnostic) => ruleOf(diagnostic) === rule);
		if (!found) throw new Error(`only ${rulesAt(document).join(", ") || "none"}`);
		return found;
	});
}

/** Waits for a rule to fall silent. */
export async function noFinding(document: vscode.TextDocument, rule: string): Promise<void> {
	await eventually(`${rule} to fall silent`, () => !rulesAt(document).includes(rule));
}

/** Where a text begins in a document; it must be there once. */
export function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
	const pieces = document.getText().split(text);
	equal(pieces.length, 2, `pieces around ${text}`);
	return document.positionAt(pieces[0]!.length);
}

/** The text of all hovers at a place. */
export async function hoverText(document: vscode.TextDocument, at: vscode.Position): Promise<string> {
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
	return hovers
		.flatMap(({ contents }) => contents)
		.map((content) => (typeof content === "string" ? content : content.value))
		.join("\n");
}
