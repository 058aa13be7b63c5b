/**
 * What the rules said of a file, kept from edit to edit: a rule looks again at the parts of the file that an edit touched,
 * and at all of it only where that may change what it says elsewhere. docs/engine.md tells how that is decided.
 */
import { type Lookup, watchLookups } from "../config/host-index.ts";
import type { ConfigPart, Configuration } from "../config/model.ts";
import { EVERYTHING, noteRead, watchReads } from "../config/reads.ts";
import type { Span, SyntaxTree } from "../syntax/tree.ts";
import type { Finding } from "./finding.ts";
import { type Edit, editOf } from "./part-edit.ts";
import type { Fix, RegisteredRule, Report } from "./rule.ts";
import { viewOfParts } from "./view.ts";

/** Runs a rule on what is shown of a configuration. */
export type Check = (rule: RegisteredRule, seen: Configuration) => readonly Report[];

/** Counts for tests: times a rule looked at a whole file, and at some parts of it. */
export const ruleRuns = { whole: 0, parts: 0 };

/** What one rule said, and of what. */
interface Said {
	/** The parts of the file as they were then. */
	parts: readonly ConfigPart[];
	/** How often hosts had changed by then, in any file. */
	revision: number;
	/** What was not known of the configuration. */
	readonly unseen: string;
	/** By the part in which it stands. */
	readonly inParts: Map<ConfigPart, readonly Finding[]>;
	/** Whether some of it names other places as well. */
	pointing: boolean;
	/** What it looked up about all hosts, and was told about files. */
	readonly lookups: Map<unknown, Lookup>;
	/** What it read of hosts. */
	readonly reads: Set<string>;
}

/** What a report is about. */
type About = Pick<Report, "at" | "message">;

/** Makes a finding of what is reported. @param fixesNow called whenever it is asked for its fixes */
export type Tell = (rule: RegisteredRule, report: Report, fixesNow: () => readonly Fix[]) => Finding | undefined;

/** How to look at the present state. */
export interface Look {
	readonly check: Check;
	/** What a rule is shown that looks at all there is. */
	reach(rule: RegisteredRule): Configuration;
	readonly findingOf: Tell;
}

export class Kept {
	#config!: Configuration;
	#tree!: SyntaxTree;
	#present!: Look;
	/** The fixes for the present state of the file, as far as they were reported, or worked out again. */
	readonly #fixes = new Map<About, readonly Fix[]>();
	#parts: readonly ConfigPart[] = [];
	#unseen = "";
	/** From the parts a rule has seen to the present ones; undefined where the first part is another one, for all others depend on it. */
	readonly #edits = new Map<readonly ConfigPart[], Edit | undefined>();
	/** By the revision a rule has seen, whether all that changed since stands in this file. */
	readonly #onlyHere = new Map<number, boolean>();
	readonly #said = new Map<RegisteredRule, Said>();
	/** What all rules say of a part, as far as it was put together. */
	readonly #merged = new Map<ConfigPart, readonly Finding[]>();
	#noted?: { readonly of: Configuration; readonly noted: Configuration };
	/** What rules said now that they were asked again for the sake of their fixes. */
	readonly #saidAgain = new Map<RegisteredRule, readonly Report[]>();

	/** Takes up the present state of the file; {@link look} is then called for each rule. Not all need be, nor between any two edits. */
	update(config: Configuration, tree: SyntaxTree, look: Look): void {
		this.#config = config;
		this.#tree = tree;
		this.#present = look;
		this.#fixes.clear();
		this.#parts = config.partsIn(tree.uri);
		const unseen = config.unseen.map(({ kind, what }) => `${kind} ${what}`);
		this.#unseen = `${config.fragment} ${unseen.join("\n")}`;
		this.#edits.clear();
		this.#onlyHere.clear();
		this.#saidAgain.clear();
		this.#noted = undefined;
	}

	/** {@link withNotes}, the same for all rules: what one of them works out serves the next. */
	#withNotes(config: Configuration): Configuration {
		if (this.#noted?.of !== config) this.#noted = { of: config, noted: withNotes(config) };
		return this.#noted.noted;
	}

	/** Whether no other file was edited since: hosts there have a say in what is said here. */
	#isChangedOnlyHere({ revision }: Said): boolean {
		let known = this.#onlyHere.get(revision);
		if (known === undefined) {
			const changes = this.#config.hostLog.since(revision);
			known = changes?.every(({ file }) => file === this.#tree.uri) ?? false;
			this.#onlyHere.set(revision, known);
		}
		return known;
	}

	#editSince({ parts, unseen }: Said): Edit | undefined {
		if (unseen !== this.#unseen) return undefined;
		if (!this.#edits.has(parts)) this.#edits.set(parts, editOf(parts, this.#parts));
		return this.#edits.get(parts);
	}

	/** Brings what a rule says of the file up to date. */
	look(rule: RegisteredRule): void {
		const before = this.#said.get(rule);
		const isMine = before && (rule.local === true || this.#isChangedOnlyHere(before));
		const edit = isMine ? this.#editSince(before) : undefined;
		if (before && edit && this.#update(rule, before, edit) && this.#isAllThere(before)) {
			before.parts = this.#parts;
			before.revision = this.#config.hostLog.revision;
			return;
		}
		for (const part of before?.inParts.keys() ?? []) this.#merged.delete(part);
		this.#said.set(rule, this.#lookAtAll(rule));
	}

	/** What all rules said that were asked, in the order of the file. */
	findings(): Finding[] {
		const all: Finding[] = [];
		for (const part of this.#parts) {
			let findings = this.#merged.get(part);
			if (!findings) {
				findings = this.#merge(part);
				this.#merged.set(part, findings);
			}
			for (const finding of findings) all.push(finding);
		}
		this.#forgetOldParts();
		return all;
	}

	/** A part that is no more would keep the text alive it stood in. */
	#forgetOldParts(): void {
		if (this.#merged.size === this.#parts.length) return;
		const present = new Set(this.#parts);
		for (const part of this.#merged.keys()) if (!present.has(part)) this.#merged.delete(part);
	}

	#merge(part: ConfigPart): readonly Finding[] {
		const findings: Finding[] = [];
		for (const { inParts } of this.#said.values()) findings.push(...(inParts.get(part) ?? []));
		return findings.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
	}

	/** Whether all places that what was said names are still there. */
	#isAllThere({ inParts, pointing }: Said): boolean {
		if (!pointing) return true;
		for (const findings of inParts.values())
			for (const { related } of findings) if (!related.every(({ at }) => pointsInto(this.#tree, at))) return false;
		return true;
	}

	#findings(rule: RegisteredRule, reports: readonly Report[]): Finding[] {
		return distinct(reports.flatMap((report) => this.#finding(rule, report) ?? []));
	}

	/** The fixes of a report were made for the file as it was: after an edit they are worked out again, when somebody asks. */
	#finding(rule: RegisteredRule, report: Report): Finding | undefined {
		// Not the report: a finding is kept for longer, and a fix holds what it was made from.
		const about: About = { at: report.at, message: report.message };
		this.#fixes.set(about, report.fixes ?? []);
		return this.#present.findingOf(rule, report, () => {
			let fixes = this.#fixes.get(about);
			if (!fixes) {
				fixes = this.#again(rule).find((other) => isSame(other, about))?.fixes ?? [];
				this.#fixes.set(about, fixes);
			}
			return fixes;
		});
	}

	#again(rule: RegisteredRule): readonly Report[] {
		const { check, reach } = this.#present;
		const said = this.#saidAgain.get(rule) ?? check(rule, reach(rule));
		this.#saidAgain.set(rule, said);
		return said;
	}

	#lookAtAll(rule: RegisteredRule): Said {
		ruleRuns.whole++;
		const { check, reach } = this.#present;
		const config = reach(rule);
		const watched = watchReads(() => watchLookups(() => check(rule, this.#withNotes(config))));
		const { result, lookups } = watched.result;
		const inParts = new Map<ConfigPart, Finding[]>();
		let pointing = false;
		for (const finding of this.#findings(rule, result)) {
			const part = partAt(this.#parts, finding);
			if (!part) continue;
			const known = inParts.get(part);
			if (known) known.push(finding);
			else inParts.set(part, [finding]);
			this.#merged.delete(part);
			pointing ||= finding.related.length > 0;
		}
		return {
			parts: this.#parts,
			revision: this.#config.hostLog.revision,
			unseen: this.#unseen,
			inParts,
			pointing,
			lookups: new Map(lookups),
			reads: new Set(watched.reads),
		};
	}

	#lookAtParts(rule: RegisteredRule, said: Said, view: Configuration): readonly Finding[] {
		ruleRuns.parts++;
		const { result, reads } = watchReads(() => watchLookups(() => this.#present.check(rule, view)));
		for (const name of reads) said.reads.add(name);
		for (const [what, isSame] of result.lookups) if (!said.lookups.has(what)) said.lookups.set(what, isSame);
		return this.#findings(rule, result.result);
	}

	/** Brings what a rule said up to date; false when it has to look at everything. */
	#update(rule: RegisteredRule, said: Said, edit: Edit): boolean {
		const { gone, come, moved } = edit;
		for (const isSame of said.lookups.values()) if (!isSame()) return false;
		const concerned = moved || concerns(edit, said);
		if (concerned && rule.local !== true) return false;
		if (gone.length === 0 && come.length === 0) return true;
		const mustLook = concerned || said.reads.has(LISTS);
		if (rule.local === "in-place" || (rule.local === true && mustLook)) {
			edit.view ??= withNotes(viewOfParts(this.#config, this.#tree, come));
			this.#replace(said, edit, come.length > 0 ? this.#lookAtParts(rule, said, edit.view) : []);
		} else if (mustLook) return false;
		else
			this.#replace(
				said,
				edit,
				gone.flatMap((part) => said.inParts.get(part) ?? []),
			);
		return true;
	}

	/** Puts what is said of the new parts into the place of what was said of the old ones. */
	#replace(said: Said, { gone, come }: Edit, findings: readonly Finding[]): void {
		for (const part of gone) {
			said.inParts.delete(part);
			this.#merged.delete(part);
		}
		for (const part of come) this.#merged.delete(part);
		if (findings.length === 0) return;
		const owners = new Map(come.flatMap((part) => part.chunks.map((chunk) => [chunk, part] as const)));
		for (const finding of findings) {
			const owner = owners.get(finding.at.chunk);
			if (!owner) continue;
			said.inParts.set(owner, [...(said.inParts.get(owner) ?? []), finding]);
			said.pointing ||= finding.related.length > 0;
		}
	}
}

/** Each finding once: a loop that makes ten hosts makes one mistake. */
export function distinct(findings: readonly Finding[]): Finding[] {
	if (findings.length < 2) return [...findings];
	const seen = new Set<string>();
	return findings.filter(({ rule, at, message }) => {
		const key = `${rule.id} ${at.file} ${at.start} ${at.end} ${message}`;
		return !seen.has(key) && seen.add(key);
	});
}

/** Whether two reports of a rule are about one thing. */
function isSame(a: About, b: About): boolean {
	return a.at.chunk === b.at.chunk && a.at.from === b.at.from && a.at.to === b.at.to && a.message === b.message;
}

/** Whether an edit changed something a rule went by. */
function concerns({ changed }: Edit, { reads }: Said): boolean {
	if (reads.has(EVERYTHING) && changed.size > 0) return true;
	for (const name of changed) if (reads.has(name)) return true;
	return false;
}

/** Stands for lists of what is written all over a file. */
const LISTS = "\0lists";

/** The configuration, with a note when somebody goes through what is written all over it, or asks which hosts are switched on. */
function withNotes(config: Configuration): Configuration {
	const noted = (key: keyof Configuration, what = LISTS) => ({
		get: () => {
			noteRead(what);
			return config[key];
		},
	});
	return Object.create(config, {
		virtualHosts: noted("virtualHosts", "enabled"),
		components: noted("components", "enabled"),
		sections: noted("sections"),
		warnings: noted("warnings"),
		errors: noted("errors"),
		trees: noted("trees"),
		sectionsIn: noted("sectionsIn"),
		warningsIn: noted("warningsIn"),
	});
}

function pointsInto(tree: SyntaxTree, { chunk, file }: Span): boolean {
	return file !== tree.uri || chunk.tree === tree;
}

/** The part that a report stands in. */
function partAt(parts: readonly ConfigPart[], { at }: Finding): ConfigPart | undefined {
	let low = 0;
	let high = parts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((parts[middle]!.chunks[0]?.start ?? 0) <= at.chunk.start) low = middle;
		else high = middle - 1;
	}
	return parts[low];
}
