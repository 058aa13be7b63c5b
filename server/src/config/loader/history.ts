/**
 * What a load leaves behind for people: sections, assignments, warnings, errors, Includes, and what could not be seen.
 * Kept file by file, in the order Prosody reads.
 */
import type { Chunk, Span } from "../../syntax/tree.ts";
import type { Assignment, Inclusion, LoadError, LoadWarning, Section, Unseen } from "../model.ts";
import type { LoadedScope } from "../scope.ts";

/** One place is noted this often at most. */
const MOST_NOTES = 50;

export type MutableSection = { -readonly [Key in keyof Section]: Section[Key] };

/** What one reading of one file contributed itself; the files it includes stand between its sections. */
export class History {
	readonly sections: MutableSection[] = [];
	readonly warnings: LoadWarning[] = [];
	/** Each with the number of files that had been begun by then: what happens in an included file stands between errors of the including one. */
	readonly errors: { readonly error: LoadError; readonly begun: number }[] = [];
	readonly unseen: Unseen[] = [];
	readonly includes: Inclusion[] = [];

	/** How often each place was noted by code that runs again and again. */
	readonly #times = new Map<Chunk, Map<number, number>>();

	constructor(readonly uri: string) {}

	/** Whether one more note of a place tells anybody anything: a loop may come by a thousand times. */
	isNews({ chunk, from }: Span): boolean {
		const times = this.#times.get(chunk) ?? new Map<number, number>();
		const before = times.get(from) ?? 0;
		this.#times.set(chunk, times.set(from, before + 1));
		return before < MOST_NOTES;
	}

	/** Whether there is anything but sections and warnings. */
	get isNotable(): boolean {
		return this.errors.length > 0 || this.unseen.length > 0 || this.includes.length > 0;
	}

	open(scope: LoadedScope, head?: Span, nameSpan?: Span): MutableSection {
		const section: MutableSection = { scope, uri: this.uri, head, nameSpan, form: "statements", assignments: [] };
		this.sections.push(section);
		return section;
	}
}

/** Adds an assignment to its section. Every field is named: of a hundred thousand, a spread makes larger ones, and takes longer. */
export function noteAssignment(
	section: Section,
	{ option, nameSpan, statement, value, kind }: Omit<Assignment, "section" | "conditional" | "order">,
	conditional: boolean,
	order: number,
): void {
	const written = value.type === "table" ? value.table.note(value.span, value.literal) : value;
	section.assignments.push({ option, nameSpan, statement, section, value: written, kind, conditional, order });
}

/** Gives every scope its sections, in the order they are read. */
export function handOut(files: readonly { readonly history: History }[]): void {
	const lists = new Map<LoadedScope, Section[]>();
	for (const { history } of files) {
		for (const section of history.sections) {
			const scope = section.scope as LoadedScope;
			const list = lists.get(scope);
			if (list) list.push(section);
			else lists.set(scope, [section]);
		}
	}
	for (const [scope, list] of lists) scope.sections = list;
}
