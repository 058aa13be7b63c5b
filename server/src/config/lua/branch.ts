/** What happens where nobody can know which way Prosody goes: all of them are followed, and joined. */
import type { Value } from "../value.ts";
import { Exhausted, LuaError, Undecided } from "./errors.ts";
import type { Frame } from "./frame.ts";
import { joinResults, joinStates } from "./join.ts";
import type { State } from "./journal.ts";
import type { Run } from "./run.ts";

/** Ways out of one function or file that may be taken: at its end, what each left behind is joined with all that came later. */
const MOST_EXITS = 200;

/** How a block ends: undefined when its last statement was reached. */
export type Outcome =
	| undefined
	| { readonly kind: "return"; readonly values: readonly Value[] }
	| { readonly kind: "break" }
	| { readonly kind: "goto"; readonly label: string };

interface Way {
	readonly outcome: Outcome;
	readonly state: State;
}

/** Follows each branch from the present state, and leaves the state in which any of them may have ended. */
export function fork(run: Run, frame: Frame, branches: readonly (() => Outcome)[], reason: string): Outcome {
	const whole = run.begin();
	const ways: Way[] = [];
	let error: LuaError | undefined;
	run.uncertain++;
	try {
		for (const branch of branches) {
			const journal = run.begin();
			try {
				const outcome = branch();
				ways.push({ outcome, state: run.rollback(journal) });
			} catch (raised) {
				if (!(raised instanceof LuaError)) throw raised;
				error ??= raised;
				const state = run.rollback(journal);
				run.mayFail = true;
				// A file that loads did not take this way; inside pcall it may have.
				if (run.guarded === 0) continue;
				run.doubt();
				ways.push({ outcome: undefined, state });
			}
		}
	} finally {
		run.uncertain--;
	}
	if (ways.length === 0) {
		run.commit(whole);
		throw error!;
	}
	return settle(run, frame, whole, ways, reason);
}

function settle(run: Run, frame: Frame, whole: State, ways: readonly Way[], reason: string): Outcome {
	const join = (some: readonly Way[]) =>
		joinStates(
			run,
			some.map(({ state }) => state),
			reason,
			frame.file,
		);
	const returns = ways.filter(({ outcome }) => outcome?.kind === "return");
	const others = ways.filter(({ outcome }) => outcome?.kind !== "return");
	if (others.length === 0) {
		join(ways);
		run.commit(whole);
		return { kind: "return", values: joinResults(returns.map(valuesOf), reason) };
	}
	const outcome = others[0]!.outcome;
	const same = others.every((way) => isSameOutcome(way.outcome, outcome));
	if (!same && !run.anyTurn) {
		run.rollback(whole);
		throw new Undecided(reason);
	}
	join(others);
	if (returns.length === 0) {
		run.commit(whole);
		return same ? outcome : undefined;
	}
	if (frame.activation.exits.length >= MOST_EXITS) {
		run.rollback(whole);
		throw new Exhausted("it ends early in too many cases");
	}
	// One way ends the function here: what follows may or may not run.
	run.uncertain++;
	frame.activation.exits.push({
		values: joinResults(returns.map(valuesOf), reason),
		close: () => {
			run.uncertain--;
			const rest = run.rollback(whole);
			const journal = run.begin();
			joinStates(run, [rest, ...returns.map(({ state }) => state)], reason, frame.file);
			run.commit(journal);
		},
		abandon: () => {
			run.uncertain--;
			run.commit(whole);
		},
	});
	return same ? outcome : undefined;
}

function valuesOf({ outcome }: Way): readonly Value[] {
	return outcome?.kind === "return" ? outcome.values : [];
}

function isSameOutcome(a: Outcome, b: Outcome): boolean {
	if (a?.kind !== b?.kind) return false;
	return a?.kind !== "goto" || b?.kind !== "goto" || a.label === b.label;
}

/** Ends a function or a file: joins what its ways out leave behind and give back. */
export function closeActivation(frame: Frame, values: readonly Value[], reason: string): readonly Value[] {
	const { exits } = frame.activation;
	if (exits.length === 0) return values;
	for (const exit of [...exits].reverse()) exit.close();
	return joinResults([values, ...exits.splice(0).map((exit) => exit.values)], reason);
}

/** Lets go of the ways out that were noted since there were `from` of them, when an error or a fresh start made them pointless. */
export function dropExits(frame: Frame, from: number): void {
	for (const exit of frame.activation.exits.splice(from).reverse()) exit.abandon();
}
