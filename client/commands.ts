/** The commands. */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { EffectiveConfigurations } from "./effective.ts";
import { forNotification } from "./plain.ts";
import { showRulePage } from "./rule-pages.ts";

/** Those the server may use or must leave to us. */
export const CLIENT_COMMANDS = ["prosody.explainRule", "prosody.fixAll", "prosody.showNextStep"];

interface RuleInfo {
	readonly id: string;
	readonly title: string;
	readonly group: string;
}

export function registerCommands(
	client: BaseLanguageClient,
	extension: vscode.Uri,
	effective: EffectiveConfigurations,
): vscode.Disposable[] {
	const commands: Readonly<Record<string, (argument: unknown) => unknown>> = {
		"prosody.restartServer": () => restart(client),
		"prosody.showOutput": () => client.outputChannel.show(true),
		"prosody.fixAll": () => fixAll(client),
		"prosody.upgrade": () => upgrade(),
		"prosody.explainRule": (rule) => explainRule(client, extension, rule),
		// From the editor's title bar comes the document's address, from elsewhere perhaps a host.
		"prosody.showEffectiveConfiguration": (host) => effective.show(typeof host === "string" ? host : undefined),
		// Belongs to a quick fix: what the admin still has to do outside of the file.
		"prosody.showNextStep": (step) => void vscode.window.showInformationMessage(forNotification(String(step))),
		"prosody.selectProfile": () => selectProfile(),
		"prosody.selectVersion": () => selectVersion(),
	};
	return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run));
}

/** Also starts a server that gave up or never came up. */
async function restart(client: BaseLanguageClient): Promise<void> {
	try {
		await client.stop();
	} catch (error) {
		client.warn(vscode.l10n.t("The server did not stop in an orderly way."), error, false);
	}
	await client.start();
}

/** The server computes the edit and sends it back as one that VS Code can undo in one step. */
async function fixAll(client: BaseLanguageClient): Promise<void> {
	const document = vscode.window.activeTextEditor?.document;
	if (document?.languageId !== "prosody") return;
	const uri = client.code2ProtocolConverter.asUri(document.uri);
	await client.sendRequest("workspace/executeCommand", { command: "prosody.fixAll", arguments: [uri] });
}

const UPGRADE = "source.upgrade.prosody";

/** The server works out the edit, and VS Code shows what it would change before anything happens. */
async function upgrade(): Promise<void> {
	const document = vscode.window.activeTextEditor?.document;
	if (document?.languageId !== "prosody") return;
	const whole = new vscode.Range(0, 0, document.lineCount, 0);
	const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
		"vscode.executeCodeActionProvider",
		document.uri,
		whole,
		UPGRADE,
	);
	if (actions.length > 0) {
		await vscode.commands.executeCommand("editor.action.sourceAction", { kind: UPGRADE, apply: "first" });
	} else {
		void vscode.window.showInformationMessage(
			vscode.l10n.t("Nothing in this configuration has to change for Prosody 13.0."),
		);
	}
}

async function explainRule(client: BaseLanguageClient, extension: vscode.Uri, rule: unknown): Promise<void> {
	const id = typeof rule === "string" ? rule : await pickRule(client, extension);
	if (id) await showRulePage(id);
}

async function pickRule(client: BaseLanguageClient, extension: vscode.Uri): Promise<string | undefined> {
	const items = ruleItems(client, extension);
	const placeHolder = vscode.l10n.t("Which rule shall be explained?");
	return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.label;
}

async function ruleItems(client: BaseLanguageClient, extension: vscode.Uri): Promise<vscode.QuickPickItem[]> {
	try {
		const rules = await client.sendRequest<RuleInfo[]>("prosody/rules");
		return rules.map(({ id, title }) => ({ label: id, description: title }));
	} catch {
		// The pages are there without the server, too.
		const files = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(extension, "dist/rules"));
		return files.filter(([name]) => name.endsWith(".md")).map(([name]) => ({ label: name.slice(0, -3) }));
	}
}

function selectProfile(): Promise<void> {
	const { l10n } = vscode;
	return select("profile", l10n.t("Which practices apply to this server?"), [
		{ label: "auto", description: l10n.t("public where anyone can register, personal otherwise") },
		{ label: "personal", description: l10n.t("for you, your family or your company") },
		{ label: "public", description: l10n.t("open to strangers") },
	]);
}

function selectVersion(): Promise<void> {
	const auto = { label: "auto", description: vscode.l10n.t("what the file itself shows, else 13.0") };
	const series = ["13.0", "0.12", "0.11", "trunk"].map((label) => ({ label }));
	return select("version", vscode.l10n.t("Which Prosody is this configuration for?"), [auto, ...series]);
}

/** Lets a person choose a setting, and writes it where it is set already, else to the workspace, else for the user. */
async function select(name: string, placeHolder: string, choices: vscode.QuickPickItem[]): Promise<void> {
	const uri = vscode.window.activeTextEditor?.document.uri;
	const configuration = vscode.workspace.getConfiguration("prosody", uri);
	const current = configuration.get<string>(name);
	const items = choices.map((item) => ({ ...item, picked: item.label === current }));
	const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
	if (!chosen) return;
	const set = configuration.inspect(name);
	const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
	const inFolder = uri && vscode.workspace.getWorkspaceFolder(uri);
	const target =
		set?.workspaceFolderValue !== undefined
			? WorkspaceFolder
			: set?.workspaceValue !== undefined || (inFolder && set?.globalValue === undefined)
				? Workspace
				: Global;
	await configuration.update(name, chosen.label === "auto" ? undefined : chosen.label, target);
}
