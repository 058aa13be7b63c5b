/** What an edit changed in the parts of a file, as far as the rules are concerned. */
import type { ConfigPart, Configuration, LeftOutModule, LoadedModule, ModuleSet, Scope } from "../config/model.ts";
import { MODULES } from "../config/reads.ts";

/** An edit, as far as the rules are concerned. */
export interface Edit {
	readonly gone: readonly ConfigPart[];
	readonly come: readonly ConfigPart[];
	/** Hosts came, went or changed places. */
	readonly moved: boolean;
	/** What is not on the hosts as it was: names of options, and {@link MODULES}. */
	readonly changed: ReadonlySet<string>;
	/** The configuration with nothing but the parts that it touched. */
	view?: Configuration;
}

/** The parts that differ; undefined when the first one does, for all others depend on it. */
export function editOf(before: readonly ConfigPart[], now: readonly ConfigPart[]): Edit | undefined {
	let start = 0;
	while (start < before.length && start < now.length && before[start] === now[start]) start++;
	if (start === 0) return undefined;
	let end = 0;
	const most = Math.min(before.length, now.length) - start;
	while (end < most && before[before.length - 1 - end] === now[now.length - 1 - end]) end++;
	const gone = before.slice(start, before.length - end);
	const come = now.slice(start, now.length - end);
	const moved = gone.length !== come.length || gone.some((part, index) => !isSameHost(part, come[index]!));
	return { gone, come, moved, changed: moved ? new Set() : changesOf(gone, come) };
}

/** Whether two parts begin with the very same line, and speak of the same hosts. */
function isSameHost(a: ConfigPart, b: ConfigPart): boolean {
	return a.chunks[0] === b.chunks[0] && names(a) === names(b);
}

function names({ sections }: ConfigPart): string {
	return sections.map(({ scope }) => `${scope.kind} ${scope.name}`).join(" ");
}

/** The options that are set by statements which are not the same, and whether that makes other modules. */
function changesOf(gone: readonly ConfigPart[], come: readonly ConfigPart[]): Set<string> {
	const changed = new Set<string>();
	const note = (parts: readonly ConfigPart[], others: readonly ConfigPart[]) => {
		const same = new Set(others.flatMap(({ chunks }) => chunks));
		for (const { assignments } of parts.flatMap(({ sections }) => sections)) {
			for (const { option, nameSpan } of assignments) if (!same.has(nameSpan.chunk)) changed.add(option);
		}
	};
	note(gone, come);
	note(come, gone);
	for (const [index, part] of gone.entries()) {
		const [old, now] = [part, come[index]!].map(({ sections }) => sections.map(({ scope }) => scope)) as [
			Scope[],
			Scope[],
		];
		if (old.some((scope, at) => !isSameModules(scope.modules, now[at]!.modules))) changed.add(MODULES);
	}
	return changed;
}

function isSameModules(a: ModuleSet, b: ModuleSet): boolean {
	return a === b || (a.complete === b.complete && isSameMap(a.loaded, b.loaded) && isSameMap(a.leftOut, b.leftOut));
}

function isSameMap(
	a: ReadonlyMap<string, LoadedModule | LeftOutModule>,
	b: ReadonlyMap<string, LoadedModule | LeftOutModule>,
): boolean {
	if (a.size !== b.size) return false;
	for (const [name, one] of a) {
		const other = b.get(name);
		if (!other || one.because !== other.because || one.via !== other.via) return false;
		if (one.at?.chunk !== other.at?.chunk || one.at?.from !== other.at?.from) return false;
	}
	return true;
}
