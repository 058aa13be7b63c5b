/** Findings as LSP diagnostics, for publishing and for pulling. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import type { Finding, Snapshot } from "../engine.ts";
import type { Severity } from "../rules/rule.ts";
import { isPositionOf, locationOf, rangeOfSpan } from "./position.ts";
import { share } from "./shared.ts";
import type { ClientSupport } from "./support.ts";

/** Where the page of a rule is; undefined when there is none to link to. */
export type RuleLinks = (rule: string) => string | undefined;

export const SOURCE = "prosody";

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

const TAG = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** The diagnostics of the snapshot's own file. */
export function diagnostics(snapshot: Snapshot, support: ClientSupport, links: RuleLinks): Diagnostic[] {
	return snapshot.findings
		.filter((finding) => finding.at.file === snapshot.uri)
		.map((finding) => kept(snapshot, finding, support, links));
}

/** What a finding came to, and for whom. */
interface Made {
	readonly diagnostic: Diagnostic;
	readonly support: ClientSupport;
	readonly links: RuleLinks;
}

const made = new WeakMap<Finding, Made>();

/** A finding stays the same object for as long as nobody looks again: its statement may have moved, and nothing else. */
function kept(snapshot: Snapshot, finding: Finding, support: ClientSupport, links: RuleLinks): Diagnostic {
	// Other places it names move as well.
	if (finding.related.length > 0) return diagnosticOf(snapshot, finding, support, links);
	const known = made.get(finding);
	const isSame = known?.support === support && known.links === links;
	if (isSame && isPositionOf(snapshot, known.diagnostic.range.start, finding.at.start)) return known.diagnostic;
	const diagnostic = share(diagnosticOf(snapshot, finding, support, links));
	made.set(finding, { diagnostic, support, links });
	return diagnostic;
}

export function diagnosticOf(
	snapshot: Snapshot,
	finding: Finding,
	support: ClientSupport,
	links: RuleLinks,
): Diagnostic {
	const { rule, severity, at, message, related, tag } = finding;
	const href = links(rule.id);
	const diagnostic: Diagnostic = {
		range: rangeOfSpan(snapshot, at),
		severity: SEVERITY[severity],
		code: rule.id,
		source: SOURCE,
		message,
	};
	if (href) diagnostic.codeDescription = { href };
	if (tag && support.diagnosticTags) diagnostic.tags = [TAG[tag]];
	if (related.length > 0 && support.relatedInformation) {
		diagnostic.relatedInformation = related.map((one) => ({
			location: locationOf(snapshot, one.at),
			message: one.message,
		}));
	}
	return diagnostic;
}
