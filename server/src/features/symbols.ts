/** textDocument/documentSymbol: the global section and the hosts, each with its options. */
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from "vscode-languageserver-types";
import type { Assignment, Section } from "../config/model.ts";
import type { Snapshot } from "../engine.ts";
import { t } from "../l10n.ts";
import { isSecret } from "../reports/secret.ts";
import type { Span } from "../syntax/tree.ts";
import { isPositionOf, rangeAt } from "./position.ts";
import { share } from "./shared.ts";
import { shortValue } from "./values.ts";

export function documentSymbols(snapshot: Snapshot): DocumentSymbol[] {
	const sections = snapshot.config.sectionsIn(snapshot.uri);
	return sections.flatMap((section, index) => sectionSymbol(snapshot, section, nextHead(sections, index)) ?? []);
}

/** The same as a flat list, for clients that know no tree. */
export function flatSymbols(snapshot: Snapshot): SymbolInformation[] {
	const flat: SymbolInformation[] = [];
	const add = (symbols: readonly DocumentSymbol[], containerName?: string): void => {
		for (const { name, kind, range, children } of symbols) {
			flat.push({ name, kind, location: { uri: snapshot.uri, range }, containerName });
			add(children ?? [], name);
		}
	};
	add(documentSymbols(snapshot));
	return flat;
}

/** Where the next section with a head begins. */
function nextHead(sections: readonly Section[], index: number): number {
	for (let i = index + 1; i < sections.length; i++) {
		const { head } = sections[i]!;
		if (head) return head.start;
	}
	return Number.POSITIVE_INFINITY;
}

/** The symbol of a section, and where that one ends. */
interface Made {
	readonly symbol: DocumentSymbol;
	readonly last: Span;
}

/** A section stays the same object for as long as nothing in it is touched: it may have moved, and nothing else. */
const made = new WeakMap<Section, Made>();

function sectionSymbol(snapshot: Snapshot, section: Section, limit: number): DocumentSymbol | undefined {
	const { head } = section;
	const known = made.get(section);
	if (head && known) {
		const { start, end } = known.symbol.range;
		if (isPositionOf(snapshot, start, head.start) && isPositionOf(snapshot, end, known.last.end)) return known.symbol;
	}
	const symbol = freshSymbol(snapshot, section, limit);
	const last = lastOf(section);
	// What a function sets in a section from somewhere else moves on its own.
	if (head && last && symbol?.children?.length === section.assignments.length) {
		made.set(section, { symbol: share(symbol), last });
	}
	return symbol;
}

/** What reaches furthest in a section. */
function lastOf({ head, assignments }: Section): Span | undefined {
	let last = head;
	for (const { statement } of assignments) if (!last || statement.end > last.end) last = statement;
	return last;
}

function freshSymbol(snapshot: Snapshot, section: Section, limit: number): DocumentSymbol | undefined {
	const { head, scope } = section;
	const first = head?.start ?? 0;
	// A function may set options of a section it does not stand in.
	const assignments = section.assignments.filter(
		({ statement }) => statement.file === snapshot.uri && statement.start >= first && statement.end <= limit,
	);
	if (!head && assignments.length === 0) return undefined;
	let start = head?.start ?? Number.POSITIVE_INFINITY;
	let end = head?.end ?? 0;
	for (const { statement } of assignments) {
		if (!head) start = Math.min(start, statement.start);
		end = Math.max(end, statement.end);
	}
	const selection = section.nameSpan ?? head ?? assignments[0]!.nameSpan;
	return {
		name: head ? shown(scope.name) : t("Global"),
		detail: detailOf(section),
		kind: head ? (scope.kind === "Component" ? SymbolKind.Class : SymbolKind.Module) : SymbolKind.Namespace,
		range: rangeAt(snapshot, start, end),
		selectionRange: within(snapshot, selection.start, selection.end, start, end),
		children: assignments.map((assignment) => optionSymbol(snapshot, assignment)),
	};
}

/** A name that shows: the protocol has no room for one of nothing but blanks. */
function shown(name: string): string {
	return name.trim() === "" ? "?" : name;
}

function detailOf({ head, scope }: Section): string {
	if (!head) return "";
	return scope.kind === "Component" && scope.module && scope.module !== "component"
		? `Component ${scope.module}`
		: scope.kind;
}

/** An assignment stays the same object for as long as its section is not touched. */
const details = new WeakMap<Assignment, string>();

function detailOfOption(assignment: Assignment): string {
	let detail = details.get(assignment);
	if (detail === undefined) {
		detail = isSecret(assignment.option) ? "" : (shortValue(assignment.value) ?? "");
		details.set(assignment, detail);
	}
	return detail;
}

function optionSymbol(snapshot: Snapshot, assignment: Assignment): DocumentSymbol {
	const { option, nameSpan, statement, value } = assignment;
	return {
		name: shown(option),
		detail: detailOfOption(assignment),
		kind: value.type === "function" ? SymbolKind.Function : SymbolKind.Property,
		range: rangeAt(snapshot, statement.start, statement.end),
		selectionRange: within(snapshot, nameSpan.start, nameSpan.end, statement.start, statement.end),
	};
}

/** A selection that does not leave the range it belongs to, as the protocol demands. */
function within(snapshot: Snapshot, from: number, to: number, start: number, end: number) {
	const inside = from >= start && to <= end;
	return inside ? rangeAt(snapshot, from, to) : rangeAt(snapshot, start, start);
}
