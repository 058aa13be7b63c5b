/**
 * The pages of the rules under `prosody-rule:/<id>.md`. VS Code opens addresses of that kind from a problem's code,
 * where it ignores command links; the editor association in package.json shows them as a preview.
 */
import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient";

const SCHEME = "prosody-rule";

/** The address of a rule's page. */
export function pageUri(rule: string): vscode.Uri {
	return vscode.Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
}

/** Makes the pages that lie in the extension's folder readable under their addresses, wherever the extension runs. */
export function registerRulePages(extension: vscode.Uri): vscode.Disposable {
	return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
		async provideTextDocumentContent({ path }) {
			const name = /^\/([a-z0-9-]+)\.md$/.exec(path)?.[1];
			try {
				if (!name) throw vscode.FileSystemError.FileNotFound(path);
				const page = vscode.Uri.joinPath(extension, "dist/rules", name + ".md");
				return forReaders(new TextDecoder().decode(await vscode.workspace.fs.readFile(page)));
			} catch {
				return vscode.l10n.t("There is no page about this rule.");
			}
		},
	});
}

/** The pages hold the rule's tests as well: what marks them is nothing for a reader. */
function forReaders(page: string): string {
	return page
		.replace(/^```lua (?:bad|good|fixed)\b.*$/gm, "```lua")
		.replace(/^\s*--\^\d* [a-z0-9-]+:.*\n/gm, "")
		.replace(/\\u\{([0-9A-Fa-f]{1,6})\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

/** Shows the page of a rule. */
export async function showRulePage(rule: string): Promise<void> {
	const page = pageUri(rule);
	try {
		await vscode.commands.executeCommand("vscode.openWith", page, "vscode.markdown.preview.editor");
	} catch {
		// Without VS Code's own Markdown extension the text itself has to do.
		await vscode.window.showTextDocument(page, { preview: true });
	}
}

/** The codes of the problems lead to the rule's page. */
export const linkToRulePages: Middleware = {
	handleDiagnostics(uri, diagnostics, next) {
		next(uri, withLinks(diagnostics));
	},
	async provideDiagnostics(document, previousResultId, token, next) {
		const report = await next(document, previousResultId, token);
		return report && "items" in report ? { ...report, items: withLinks(report.items) } : report;
	},
};

function withLinks(diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
	for (const diagnostic of diagnostics) {
		const value = typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
		if (value !== undefined) diagnostic.code = { value, target: pageUri(String(value)) };
	}
	return diagnostics;
}
