/** What is written in a configuration, as opposed to what it comes to. */
import type { Assignment, Configuration, Section } from "../config/model.ts";

type Kind = Assignment["kind"];

const known = new WeakMap<readonly Section[], ReadonlyMap<Kind, readonly Assignment[]>>();

/** The assignments of a kind. Hardly any is not of the kind `set`. */
export function assignmentsOfKind({ sections }: Configuration, kind: Kind): readonly Assignment[] {
	let kinds = known.get(sections);
	if (!kinds) {
		kinds = byKind(sections);
		known.set(sections, kinds);
	}
	return kinds.get(kind) ?? [];
}

function byKind(sections: readonly Section[]): ReadonlyMap<Kind, readonly Assignment[]> {
	const kinds = new Map<Kind, Assignment[]>();
	for (const { assignments } of sections) {
		for (const assignment of assignments) {
			const some = kinds.get(assignment.kind);
			if (some) some.push(assignment);
			else kinds.set(assignment.kind, [assignment]);
		}
	}
	return kinds;
}
