/**
 * What Prosody would load, beside the file: `prosody-effective:/<file> (effective)?<uri>`, read-only.
 * The server writes the text; it is asked again when a configuration changes while the text can be seen.
 */
import * as vscode from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { forChoice } from "./plain.ts";

const SCHEME = "prosody-effective";
const LANGUAGE = "prosody-effective";
/** The languages contribution in package.json knows the texts by this ending, so that nobody takes them for configurations. */
const ENDING = " (effective)";
/** Of no use in the palette. */
const OPEN_PLACE = "prosody.openPlace";
/** The address of a file, a line and a character. */
type Place = [string, number, number];
/** With more hosts than this, a person is asked which one to show. */
const MANY = 20;
/** How long to wait for the next key, in milliseconds. */
const PAUSE = 300;

/** As the server sends it; see server/src/features/effective-document.ts. */
interface Answer {
	readonly title: string;
	readonly text: string;
	readonly links: readonly Link[];
	readonly global: Lines;
	readonly hosts: readonly Host[];
	readonly here?: string;
}
interface Lines {
	readonly line: number;
	readonly lastLine: number;
}
interface Host extends Partial<Lines> {
	readonly name: string;
	readonly detail: string;
}
interface Link {
	readonly start: number;
	readonly end: number;
	readonly uri: string;
	readonly line: number;
	readonly character: number;
}

/** What a text shows: a configuration, or one of its hosts. */
interface Subject {
	readonly source: vscode.Uri;
	readonly host?: string;
}

function addressOf({ source, host }: Subject): vscode.Uri {
	const file = source.path.slice(source.path.lastIndexOf("/") + 1);
	const query = [source.toString(), ...(host === undefined ? [] : [host])].map(encodeURIComponent).join("&");
	return vscode.Uri.from({ scheme: SCHEME, path: `/${host === undefined ? "" : `${host}, `}${file}${ENDING}`, query });
}

function subjectOf({ query }: vscode.Uri): Subject {
	const [source = "", host] = query.split("&").map(decodeURIComponent);
	return { source: vscode.Uri.parse(source), host };
}

export class EffectiveConfigurations implements vscode.Disposable {
	readonly #disposables: vscode.Disposable[] = [];
	/** What was answered last, by the address of the text. */
	readonly #answers = new Map<string, Answer>();
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	/** Addresses of texts that may be out of date. */
	readonly #stale = new Set<string>();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(readonly client: BaseLanguageClient) {
		const { workspace, languages, window } = vscode;
		const selector = { scheme: SCHEME };
		this.#disposables.push(
			this.#changed,
			workspace.registerTextDocumentContentProvider(SCHEME, {
				onDidChange: this.#changed.event,
				provideTextDocumentContent: (uri) => this.#write(uri),
			}),
			languages.registerDocumentLinkProvider(selector, {
				provideDocumentLinks: (document) => this.#links(document).map((link) => documentLink(document, link)),
			}),
			languages.registerDefinitionProvider(selector, {
				provideDefinition: (document, position) => this.#definition(document, position),
			}),
			languages.registerDocumentSymbolProvider(selector, {
				provideDocumentSymbols: (document) => this.#symbols(document),
			}),
			vscode.commands.registerCommand(OPEN_PLACE, openPlace),
			// Any of them may be a part of the configuration that is shown.
			workspace.onDidChangeTextDocument(({ document }) => document.languageId === "prosody" && this.#outdate()),
			workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("prosody") && this.#outdate()),
			languages.onDidChangeDiagnostics(({ uris }) => uris.some((uri) => isOpen(uri)) && this.#outdate()),
			client.onDidChangeState(({ newState }) => newState === State.Running && this.#outdate()),
			window.onDidChangeVisibleTextEditors(() => this.#refresh()),
			workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri.toString())),
		);
	}

	dispose(): void {
		clearTimeout(this.#timer);
		for (const disposable of this.#disposables) disposable.dispose();
	}

	/**
	 * Shows the text beside the active configuration, at the host the cursor is in.
	 * @param wanted the host to show alone
	 */
	async show(wanted?: string): Promise<void> {
		const editor = vscode.window.activeTextEditor;
		if (editor?.document.languageId !== "prosody") {
			void vscode.window.showInformationMessage(vscode.l10n.t("Open a configuration of Prosody first."));
			return;
		}
		const source = editor.document.uri;
		const answer = await this.#ask({ source, host: wanted }, editor.selection.active);
		if (!answer) return;
		let host = wanted;
		if (host === undefined && answer.hosts.length > MANY) {
			const choice = answer.here ?? (await pick(answer.hosts));
			if (choice === undefined) return;
			host = choice || undefined;
		}
		await this.#reveal({ source, host }, host ?? answer.here);
	}

	async #reveal(subject: Subject, host: string | undefined): Promise<void> {
		const address = addressOf(subject);
		let document = await vscode.workspace.openTextDocument(address);
		if (document.languageId !== LANGUAGE) document = await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
		const shown = await vscode.window.showTextDocument(document, {
			viewColumn: vscode.ViewColumn.Beside,
			preview: true,
		});
		const line = this.#answers.get(address.toString())?.hosts.find(({ name }) => name === host)?.line;
		if (line === undefined) return;
		const start = new vscode.Position(line, 0);
		shown.selection = new vscode.Selection(start, start);
		shown.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
	}

	/** The server's answer; null for a file it does not know. */
	async #ask({ source, host }: Subject, position?: vscode.Position): Promise<Answer | null> {
		const { client } = this;
		if (!isOpen(source)) {
			// To open a text that has no file would be to make a new one.
			if (source.scheme === "untitled") return null;
			// The server reads the documents that are open, in an editor or not.
			await vscode.workspace.openTextDocument(source);
		}
		return client.sendRequest<Answer | null>("prosody/effectiveConfiguration", {
			uri: client.code2ProtocolConverter.asUri(source),
			host,
			position: position && client.code2ProtocolConverter.asPosition(position),
		});
	}

	async #write(address: vscode.Uri): Promise<string> {
		const key = address.toString();
		this.#stale.delete(key);
		try {
			const answer = await this.#ask(subjectOf(address));
			if (answer) this.#answers.set(key, answer);
		} catch (error) {
			this.client.warn(vscode.l10n.t("The effective configuration could not be asked for."), error, false);
		}
		return this.#answers.get(key)?.text ?? `-- ${vscode.l10n.t("This configuration cannot be read at the moment.")}\n`;
	}

	/** All texts may say something else now. */
	#outdate(): void {
		for (const { uri } of vscode.workspace.textDocuments) {
			if (uri.scheme === SCHEME) this.#stale.add(uri.toString());
		}
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#refresh(), PAUSE);
	}

	/** Writes those anew that are out of date and can be seen. */
	#refresh(): void {
		for (const { document } of vscode.window.visibleTextEditors) {
			if (this.#stale.delete(document.uri.toString())) this.#changed.fire(document.uri);
		}
	}

	#forget(key: string): void {
		this.#answers.delete(key);
		this.#stale.delete(key);
	}

	/** The answer a text was made from; nothing while a newer one is on its way into the editor. */
	#answer(document: vscode.TextDocument): Answer | undefined {
		const answer = this.#answers.get(document.uri.toString());
		return answer && document.getText() === answer.text ? answer : undefined;
	}

	#links(document: vscode.TextDocument): readonly Link[] {
		return this.#answer(document)?.links ?? [];
	}

	/** The link at the place, else the first on the line: F12 leads to the origin as well. */
	#definition(document: vscode.TextDocument, position: vscode.Position): vscode.Location | undefined {
		const links = this.#links(document).map((link) => ({ link, range: rangeOf(document, link) }));
		const { link } =
			links.find(({ range }) => range.contains(position)) ??
			links.find(({ range }) => range.start.line === position.line) ??
			{};
		if (!link) return undefined;
		return new vscode.Location(vscode.Uri.parse(link.uri), new vscode.Position(link.line, link.character));
	}

	#symbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
		const answer = this.#answer(document);
		if (!answer) return [];
		const { SymbolKind, l10n } = vscode;
		const symbols = [symbol(document, l10n.t("Global section"), "", SymbolKind.Namespace, answer.global)];
		for (const { name, detail, line, lastLine } of answer.hosts) {
			if (line === undefined || lastLine === undefined) continue;
			const kind = detail.startsWith("Component") ? SymbolKind.Class : SymbolKind.Module;
			symbols.push(symbol(document, name, detail, kind, { line, lastLine }));
		}
		return symbols;
	}
}

/** Whether the server has a configuration at hand. */
function isOpen(uri: vscode.Uri): boolean {
	const key = uri.toString();
	return vscode.workspace.textDocuments.some((one) => one.languageId === "prosody" && one.uri.toString() === key);
}

function symbol(
	document: vscode.TextDocument,
	name: string,
	detail: string,
	kind: vscode.SymbolKind,
	{ line, lastLine }: Lines,
): vscode.DocumentSymbol {
	const head = document.lineAt(line).range;
	return new vscode.DocumentSymbol(name || "?", detail, kind, head.union(document.lineAt(lastLine).range), head);
}

function rangeOf(document: vscode.TextDocument, { start, end }: Link): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** A plain address would open in place of the text the link is in. */
function documentLink(document: vscode.TextDocument, link: Link): vscode.DocumentLink {
	const place: Place = [link.uri, link.line, link.character];
	const command = `command:${OPEN_PLACE}?${encodeURIComponent(JSON.stringify(place))}`;
	const result = new vscode.DocumentLink(rangeOf(document, link), vscode.Uri.parse(command));
	result.tooltip = vscode.l10n.t("Go to this line");
	return result;
}

/** Opens a place where its file is shown already, else beside the text. */
async function openPlace(...[address, line, character]: Place): Promise<void> {
	const uri = vscode.Uri.parse(address);
	const editors = vscode.window.visibleTextEditors.filter(
		({ document, viewColumn }) => document.uri.scheme !== SCHEME && viewColumn !== undefined,
	);
	const editor = editors.find(({ document }) => document.uri.toString() === uri.toString()) ?? editors[0];
	const start = new vscode.Position(line, character);
	await vscode.window.showTextDocument(uri, {
		viewColumn: editor?.viewColumn ?? vscode.ViewColumn.Beside,
		selection: new vscode.Range(start, start),
	});
}

/** The host a person chooses; empty for all, undefined for none. */
async function pick(hosts: readonly Host[]): Promise<string | undefined> {
	const { l10n, window } = vscode;
	const all = { label: l10n.t("All hosts"), name: "" };
	const items = hosts.map(({ name, detail }) => ({ label: forChoice(name), description: forChoice(detail), name }));
	const placeHolder = l10n.t("Which host shall be shown?");
	return (await window.showQuickPick([all, ...items], { placeHolder, matchOnDescription: true }))?.name;
}
