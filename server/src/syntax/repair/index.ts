import type * as lua from "luaparse";
import { type Outcome, parseLua, type Ranged } from "../parse.ts";
import { placeOf } from "../place.ts";
import { Kind, type Token } from "../token.ts";
import { type ChunkEdit, type Problem, rangeOf } from "../tree.ts";
import { badAssignOperator, missingEquals } from "./assign.ts";
import { strayWord, unquotedHost, unquotedText } from "./bare-text.ts";
import { Draft } from "./draft.ts";
import { explain } from "./explain.ts";
import { foreignComments, foreignLine, sentence } from "./foreign-comment.ts";
import { missingValue } from "./missing-value.ts";
import { oddWhitespace } from "./odd-whitespace.ts";
import { hyphenatedOption, jsonStylePair } from "./pairs.ts";
import { missingSeparator, straySeparators } from "./separators.ts";
import { codeTokens, type Proposal, type Site, siteAt } from "./site.ts";
import { smartQuotes } from "./smart-quotes.ts";
import { strayBraces } from "./stray-brace.ts";
import { backslashes, unclosedStrings } from "./strings.ts";
import { hole, maskTemplates } from "./templates.ts";
import { unclosedBrackets } from "./unclosed.ts";
import { badNumbers } from "./units.ts";

export interface Repaired {
	readonly statements: readonly lua.Statement[];
	readonly problems: readonly Problem[];
	readonly state: "repaired" | "opaque";
}

/** Repairs in the order in which they are tried where the parser stumbles. The first that gets it further is taken. */
const structural: readonly ((site: Site) => Proposal | readonly Proposal[] | undefined)[] = [
	unclosedBrackets,
	strayBraces,
	badAssignOperator,
	jsonStylePair,
	hyphenatedOption,
	unquotedHost,
	missingEquals,
	straySeparators,
	sentence,
	strayWord,
	unquotedText,
	foreignLine,
	missingSeparator,
	missingValue,
];

/** Characters that may be parsed again for the sake of one chunk. */
const workBudget = 4_000_000;
/** No statement of a configuration is this long; guessing at one is not worth the wait. */
const longestGuess = 500_000;
const maxRounds = 200;

/**
 * Finds what is wrong with a chunk that does not parse, and the smallest edits that make it parse.
 * @param text the chunk as typed
 * @param tokens its tokens, relative to it
 * @param base the blanks its first line begins with, which are not part of it
 */
export function repairChunk(text: string, tokens: readonly Token[], base: string): Repaired {
	const templated = tokens.some((token) => token.kind === Kind.Placeholder || token.kind === Kind.Directive);
	const lexical = lexicalProposals(text, tokens);
	const problems = lexical.map(asProblem);
	const edits = lexical.flatMap((proposal) => proposal.edits);
	const templates = templated ? maskTemplates(text, tokens) : [];
	let draft = new Draft(text, withoutOverlap([...edits, ...templates]));
	let outcome = parseLua(draft.text, true);
	const firstSite = outcome.ok ? undefined : siteAt(draft.text, outcome.index, outcome.message, base);
	const firstDraft = draft;

	const unclosed = tokens.find((token) => token.kind === Kind.UnclosedLong);
	const guess = !templated && text.length <= longestGuess;
	let work = 0;
	for (let round = 0; !outcome.ok && guess && round < maxRounds && work < workBudget; round++) {
		const step = nextStep(draft, outcome, base, () => {
			work += text.length + 10 * problems.length;
			return work < workBudget;
		});
		if (step === undefined) break;
		draft = step.draft;
		outcome = step.outcome;
		// Behind a text without its end everything belongs to the text: that must be closed first.
		const swallowed = unclosed !== undefined && step.problem.repair?.some(({ from }) => from >= unclosed.to);
		problems.push(swallowed ? { ...step.problem, repair: undefined } : step.problem);
	}
	if (outcome.ok) {
		moveBack(outcome.nodes, draft, text);
		return { statements: outcome.statements, problems: inOrder(problems), state: "repaired" };
	}
	// What the characters alone tell stays true; the guesses made on the way here do not.
	const certain = lexical.map(asProblem);
	if (!templated) certain.push(moveProblem(explain(firstSite!), firstDraft));
	return { statements: [], problems: inOrder(certain), state: "opaque" };
}

function lexicalProposals(text: string, tokens: readonly Token[]): Proposal[] {
	const code = codeTokens(tokens);
	const found = [
		...oddWhitespace(text, tokens),
		...smartQuotes(text, tokens),
		...foreignComments(text, tokens),
		...badNumbers(text, code),
		...backslashes(text, code),
		...unclosedStrings(text, code),
		...unclosedComments(tokens),
	];
	// Where two see the same characters, the first is right: a smart quote is no unclosed string.
	const taken = new Uint8Array(text.length + 1);
	return found.filter((proposal) => {
		const spans = proposal.edits.filter((edit) => edit.to > edit.from);
		if (spans.some((edit) => taken.subarray(edit.from, edit.to).includes(1))) return false;
		for (const edit of spans) taken.fill(1, edit.from, edit.to);
		return true;
	});
}

/** A block comment without its end hides the rest of the file; where it should end only the admin knows. */
function unclosedComments(tokens: readonly Token[]): Proposal[] {
	return tokens
		.filter((token) => token.kind === Kind.UnclosedComment)
		.map((token) => ({
			kind: "syntax-error",
			from: token.from,
			to: Math.min(token.to, token.from + 4),
			edits: [{ from: token.from, to: token.to, text: "" }],
			hidden: true,
			detail: {
				reason: "unclosed-comment",
				message: "This comment is never closed; everything below it is ignored.",
				token: "--[[",
			},
		}));
}

function nextStep(
	draft: Draft,
	failure: Outcome & { ok: false },
	base: string,
	mayTry: () => boolean,
): { draft: Draft; outcome: Outcome; problem: Problem } | undefined {
	const site = siteAt(draft.text, failure.index, failure.message, base);
	const before = draft.toTyped(site.code[site.at]?.from ?? draft.text.length, false);
	for (const repair of structural) {
		const found = repair(site);
		const proposals =
			found === undefined ? [] : Array.isArray(found) ? (found as readonly Proposal[]) : [found as Proposal];
		for (const proposal of proposals) {
			if (!mayTry()) return undefined;
			const next = draft.with(proposal.edits);
			if (next === undefined) continue;
			const outcome = parseLua(next.draft.text, true);
			if (!outcome.ok && next.draft.toTyped(outcome.index, false) <= before) continue;
			const problem: Problem = {
				kind: proposal.kind,
				from: draft.toTyped(proposal.from, false),
				to: draft.toTyped(proposal.to, true),
				...(proposal.hidden ? {} : { repair: next.typed }),
				detail: proposal.detail,
			};
			return { draft: next.draft, outcome, problem };
		}
	}
	return undefined;
}

function asProblem(proposal: Proposal): Problem {
	const { kind, from, to, edits, detail, hidden } = proposal;
	return hidden ? { kind, from, to, detail } : { kind, from, to, repair: edits, detail };
}

function moveProblem(problem: Problem, draft: Draft): Problem {
	return { ...problem, from: draft.toTyped(problem.from, false), to: draft.toTyped(problem.to, true) };
}

function inOrder(problems: readonly Problem[]): Problem[] {
	return [...problems].sort((a, b) => a.from - b.from);
}

function withoutOverlap(edits: ChunkEdit[]): ChunkEdit[] {
	const sorted = edits.sort((a, b) => a.from - b.from || a.to - b.to);
	let end = 0;
	return sorted.filter((edit) => {
		if (edit.from < end) return false;
		end = edit.to;
		return true;
	});
}

/** Gives every node the range of what was typed, and everything unknown the name of what stands there. */
function moveBack(nodes: readonly Ranged[], draft: Draft, typed: string): void {
	for (const node of nodes) {
		const [start, end] = rangeOf(node);
		const from = draft.toTyped(start, false);
		const to = Math.max(from, draft.toTyped(end, true));
		node.range = placeOf(from, to);
		if (node.type === "Identifier" && node.name === hole) node.name = typed.slice(from, to);
	}
}
