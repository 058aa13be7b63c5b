/** textDocument/codeAction: the fixes of the findings at a place, and what goes with them. */
import type { CodeAction, CodeActionContext, Diagnostic } from "vscode-languageserver-types";
import { atLeast, type Series } from "../config/version.ts";
import type { Change } from "../edits/change.ts";
import { type Finding, fixAll } from "../engine.ts";
import { t } from "../l10n.ts";
import { SEVERITIES } from "../settings.ts";
import { diagnosticOf, type RuleLinks } from "./diagnostics.ts";
import type { ClientSupport } from "./support.ts";
import { ignoreInFile, ignoreOnLine } from "./suppress.ts";
import { isMigrating, type Upgrade, upgrade } from "./upgrade.ts";
import { notesText, upgradeEdit } from "./upgrade-edit.ts";
import { type VersionedSnapshot, workspaceEdit } from "./workspace-edit.ts";

export const QUICK_FIX = "quickfix";
export const FIX_ALL = "source.fixAll.prosody";
export const UPGRADE = "source.upgrade.prosody";

/** What configurations are upgraded to: the newest release. */
export const UPGRADE_TO: Series = "13.0";

/** A command of the client that shows a text. */
const SHOW_NEXT_STEP = "prosody.showNextStep";

/** What `codeAction/resolve` needs to work out an edit. */
export interface ActionData {
	readonly uri: string;
	readonly version: number;
	/** Only the findings of this rule; absent for all. */
	readonly rule?: string;
	/** The upgrade to this series is wanted, and no fixes. */
	readonly upgrade?: Series;
}

/** More findings than a person picks from; reached only when half of a broken file is selected. */
const MOST_FINDINGS = 100;

/** More than these are not put right in passing, for clients that want every edit worked out at once; *fix all* takes them all the same. */
const MOST_AT_ONCE = 1000;

/** VS Code's number for code actions that nobody asked for. */
const AUTOMATIC = 2;

export function codeActions(
	document: VersionedSnapshot,
	start: number,
	end: number,
	context: CodeActionContext,
	support: ClientSupport,
	links: RuleLinks,
): CodeAction[] {
	const { snapshot } = document;
	const actions: CodeAction[] = [];
	if (wants(context.only, QUICK_FIX)) {
		const findings = snapshot.findings
			.filter(({ at }) => at.file === snapshot.uri && at.start <= end && at.end >= start)
			.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
			.slice(0, MOST_FINDINGS);
		const diagnosticFor = (finding: Finding) =>
			known(diagnosticOf(snapshot, finding, support, links), context.diagnostics);
		for (const finding of findings) actions.push(...fixes(document, finding, support, diagnosticFor(finding)));
		for (const finding of firstOfEachRule(findings)) {
			const all = fixRule(document, finding.rule.id, support, diagnosticFor(finding));
			if (all) actions.push(all);
		}
		for (const finding of findings) actions.push(...ignoring(document, finding, support, diagnosticFor(finding)));
		if (support.commands.has("prosody.explainRule")) {
			for (const finding of firstOfEachRule(findings)) actions.push(explain(finding, diagnosticFor(finding)));
		}
	}
	if (wants(context.only, FIX_ALL)) {
		// Worked out on every move of the cursor it would cost too much where the client cannot resolve it later.
		const asked = context.only !== undefined || context.triggerKind !== AUTOMATIC;
		if ((asked || support.lazyActionEdits) && snapshot.findings.some(isSafe)) {
			const action: CodeAction = { title: t("Fix all safe problems"), kind: FIX_ALL };
			const filled = withEdit(action, document, support);
			if (filled) actions.push(filled);
		}
	}
	if (wants(context.only, UPGRADE)) {
		const action = offerUpgrade(document, context, support);
		if (action) actions.push(action);
	}
	return unique(actions);
}

/** Nobody who only moves the cursor waits for it, and nobody is bothered with it who has nothing to upgrade. */
function offerUpgrade(
	document: VersionedSnapshot,
	context: CodeActionContext,
	support: ClientSupport,
): CodeAction | undefined {
	const { snapshot, version } = document;
	const { series, assumed } = snapshot.config.version;
	if (!assumed && atLeast(series, UPGRADE_TO) && !snapshot.findings.some(isMigrating)) return undefined;
	if (context.only === undefined && (assumed || !support.lazyActionEdits)) return undefined;
	const action: CodeAction = { title: t("Upgrade this configuration to Prosody {0}", UPGRADE_TO), kind: UPGRADE };
	if (support.lazyActionEdits) {
		const data: ActionData = { uri: snapshot.uri, version, upgrade: UPGRADE_TO };
		return { ...action, data };
	}
	const done = upgrade(snapshot, UPGRADE_TO);
	return done.changes.length > 0 ? withUpgrade(action, done, document, support) : undefined;
}

function withUpgrade(
	action: CodeAction,
	done: Upgrade,
	document: VersionedSnapshot,
	support: ClientSupport,
): CodeAction {
	const filled = { ...action, edit: upgradeEdit(document, done, support) };
	const left = notesText(done.notes, document.snapshot.uri);
	// Where the client cannot tell it, the findings that stay do.
	if (left === "" || !support.commands.has(SHOW_NEXT_STEP)) return filled;
	const step = t("Left to you after the upgrade to Prosody {0}:", done.series);
	const command = { title: action.title, command: SHOW_NEXT_STEP, arguments: [`${step}\n${left}`] };
	return { ...filled, command };
}

/** Works out the edit of an action that was sent without one; undefined when its document has changed since. */
export function resolveCodeAction(
	action: CodeAction,
	document: VersionedSnapshot,
	support: ClientSupport,
): CodeAction | undefined {
	const data = action.data as ActionData;
	if (data.version !== document.version) return undefined;
	if (data.upgrade) return withUpgrade(action, upgrade(document.snapshot, data.upgrade), document, support);
	return { ...action, edit: workspaceEdit(document, safeChanges(document, data.rule), support) };
}

/** True when a kind is asked for: the client names kinds, each stands for all below it. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
	return !only || only.some((one) => one === "" || kind === one || kind.startsWith(one + "."));
}

function fixes(
	document: VersionedSnapshot,
	finding: Finding,
	support: ClientSupport,
	diagnostic: Diagnostic,
): CodeAction[] {
	const actions: CodeAction[] = [];
	finding.fixes.forEach((fix, index) => {
		const changes = fix.changes();
		if (changes.length === 0) return;
		const action: CodeAction = {
			title: fix.title,
			kind: QUICK_FIX,
			diagnostics: [diagnostic],
			edit: workspaceEdit(document, changes, support),
		};
		if (fix.then) tellNextStep(action, fix.then, support);
		if (index === 0 && fix.safe) action.isPreferred = true;
		actions.push(action);
	});
	return actions;
}

/** What is left to do outside of the file: told after the fix where the client can, else before. */
function tellNextStep(action: CodeAction, step: string, support: ClientSupport): void {
	if (support.commands.has(SHOW_NEXT_STEP)) {
		action.command = { title: action.title, command: SHOW_NEXT_STEP, arguments: [step] };
	} else {
		action.title = t("{0} (then: {1})", action.title, step);
	}
}

/** "Fix all" of one rule, where it has several findings that can be put right safely. */
function fixRule(
	document: VersionedSnapshot,
	rule: string,
	support: ClientSupport,
	diagnostic: Diagnostic,
): CodeAction | undefined {
	const fixable = document.snapshot.findings.filter((finding) => finding.rule.id === rule && isSafe(finding));
	if (fixable.length < 2 || (!support.lazyActionEdits && fixable.length > MOST_AT_ONCE)) return undefined;
	const action: CodeAction = { title: t("Fix all: {0}", rule), kind: QUICK_FIX, diagnostics: [diagnostic] };
	return withEdit(action, document, support, rule);
}

function withEdit(
	action: CodeAction,
	document: VersionedSnapshot,
	support: ClientSupport,
	rule?: string,
): CodeAction | undefined {
	if (support.lazyActionEdits) {
		const data: ActionData = { uri: document.snapshot.uri, version: document.version, rule };
		return { ...action, data };
	}
	const changes = safeChanges(document, rule);
	return changes.length > 0 ? { ...action, edit: workspaceEdit(document, changes, support) } : undefined;
}

function safeChanges({ snapshot }: VersionedSnapshot, rule?: string): readonly Change[] {
	return fixAll(snapshot, (finding) => rule === undefined || finding.rule.id === rule);
}

function isSafe(finding: Finding): boolean {
	return finding.safeFixes.length > 0;
}

function ignoring(
	document: VersionedSnapshot,
	finding: Finding,
	support: ClientSupport,
	diagnostic: Diagnostic,
): CodeAction[] {
	const { id, group } = finding.rule;
	// Prosody does not load a file with a syntax error, whether or not anyone speaks of it.
	if (group === "suppression" || (group === "syntax" && finding.severity === "error")) return [];
	const action = (title: string, change: Change): CodeAction => ({
		title,
		kind: QUICK_FIX,
		diagnostics: [diagnostic],
		edit: workspaceEdit(document, [change], support),
	});
	const line = ignoreOnLine(document.snapshot, finding);
	return [
		...(line ? [action(t("Ignore {0} on this line", id), line)] : []),
		action(t("Ignore {0} in this file", id), ignoreInFile(document.snapshot, id)),
	];
}

function explain({ rule }: Finding, diagnostic: Diagnostic): CodeAction {
	const title = t("Explain {0}", rule.id);
	const command = { title, command: "prosody.explainRule", arguments: [rule.id] };
	return { title, kind: QUICK_FIX, diagnostics: [diagnostic], command };
}

function firstOfEachRule(findings: readonly Finding[]): Finding[] {
	return [...new Map([...findings].reverse().map((finding) => [finding.rule.id, finding])).values()].reverse();
}

/** The client's own copy of a diagnostic, so that it recognises it. */
function known(diagnostic: Diagnostic, sent: readonly Diagnostic[]): Diagnostic {
	return (
		sent.find(
			({ code, range }) =>
				code === diagnostic.code &&
				range.start.line === diagnostic.range.start.line &&
				range.start.character === diagnostic.range.start.character,
		) ?? diagnostic
	);
}

/** Two findings of one rule on one line are silenced by one comment. */
function unique(actions: readonly CodeAction[]): CodeAction[] {
	const seen = new Set<string>();
	return actions.filter(({ title, edit, command, data }) => {
		const key = JSON.stringify([title, edit, command, data]);
		return !seen.has(key) && seen.add(key);
	});
}
