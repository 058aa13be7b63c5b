/**
 * Loops. As long as the files decide how often a loop turns, it is followed turn by turn; else one turn stands for any number of them.
 */
import type * as lua from "luaparse";
import { rangeOf, type Span } from "../../syntax/tree.ts";
import { number, truthiness, unknown, type Value } from "../value.ts";
import { dropExits, fork, type Outcome } from "./branch.ts";
import { callValue } from "./call.ts";
import { LuaError, Undecided } from "./errors.ts";
import { evaluate, evaluateAll, nth } from "./expression.ts";
import type { Frame } from "./frame.ts";
import { isSame, joinStates } from "./join.ts";
import { entriesOf, isNext } from "./library/base.ts";
import { typeName } from "./operators.ts";
import type { Run } from "./run.ts";
import { runBlock } from "./statement.ts";
import { blankComments } from "./trivia.ts";

/** How often one turn is taken again until it changes nothing more. */
const MOST_ROUNDS = 12;
const MANY_TURNS = "it changes with every turn of a loop";

/** Runs the turns of a loop, each through the callback, until that returns true. */
type Turns = (turn: (body: () => Outcome) => boolean) => Outcome;

/** `break` ends a loop like its last turn does. */
function afterTurn(outcome: Outcome): { stop: boolean; outcome: Outcome } {
	if (outcome?.kind === "break") return { stop: true, outcome: undefined };
	return { stop: outcome !== undefined, outcome };
}

/**
 * Follows a loop turn by turn; where that turns out to be impossible, starts over with one turn that stands for all.
 * @param turns runs the turns, each through the callback, until that returns true
 */
function loop(run: Run, frame: Frame, turns: Turns, anyTurn: () => Outcome): Outcome {
	const journal = run.begin();
	const exits = frame.activation.exits.length;
	const { uncertain, anyTurn: outer } = run;
	run.indirect++;
	run.anyTurn = false;
	try {
		let result: Outcome;
		const outcome = turns((body) => {
			run.step();
			const ended = afterTurn(body());
			result = ended.outcome;
			return ended.stop;
		});
		// A way out that may have been taken keeps its own journal open until the function ends.
		if (frame.activation.exits.length === exits) run.commit(journal);
		return outcome ?? result;
	} catch (error) {
		if (!(error instanceof Undecided)) throw error;
		dropExits(frame, exits);
		run.uncertain = uncertain;
		run.rollback(journal);
		return anyNumberOfTurns(run, frame, anyTurn, error.reason);
	} finally {
		run.indirect--;
		run.anyTurn = outer;
	}
}

/** One turn, taken until it changes nothing more, joined with none at all. */
function anyNumberOfTurns(run: Run, frame: Frame, turn: () => Outcome, reason: string): Outcome {
	const body = (): Outcome => {
		const outcome = turn();
		return outcome?.kind === "return" ? outcome : undefined;
	};
	const { quiet, anyTurn: outer } = run;
	run.indirect++;
	run.anyTurn = true;
	try {
		for (let round = 0; round < MOST_ROUNDS; round++) {
			const before = run.begin();
			let outcome: Outcome;
			try {
				outcome = fork(run, frame, [() => body(), () => undefined], reason);
			} catch (error) {
				if (!(error instanceof Undecided)) throw error;
				// `break` in one branch and not in another: after the loop that makes no difference.
				run.commit(before);
				return undefined;
			}
			const changed = hasChanged(before);
			run.commit(before);
			if (outcome || !changed) return outcome;
			run.quiet = quiet + 1;
		}
		return undefined;
	} finally {
		run.indirect--;
		run.quiet = quiet;
		run.anyTurn = outer;
	}
}

function hasChanged(before: ReturnType<Run["begin"]>): boolean {
	for (const [cells, names] of before.cells) {
		for (const [name, value] of names) {
			const now = cells.get(name);
			if (!isSame(value, now) && !(value?.type === "unknown" && now?.type === "unknown")) return true;
		}
	}
	for (const [table, content] of before.tables) {
		if (table.list.length !== content.list.length || (table.blur ?? "") !== (content.blur ?? "")) return true;
		if (table.fields.size !== (content.named?.size ?? 0)) return true;
	}
	return false;
}

export function whileLoop(run: Run, frame: Frame, node: lua.WhileStatement): Outcome {
	const body = () => runBlock(run, frame.inner(), node.body);
	const turns: Turns = (turn) => {
		for (;;) {
			const condition = evaluate(run, frame, node.condition);
			const truth = truthiness(condition);
			if (truth === undefined) throw new Undecided((condition as { reason: string }).reason);
			if (!truth || turn(body)) return undefined;
		}
	};
	const anyTurn = () => {
		evaluate(run, frame, node.condition);
		return body();
	};
	return run.endlessly(() => loop(run, frame, turns, anyTurn));
}

export function repeatLoop(run: Run, frame: Frame, node: lua.RepeatStatement): Outcome {
	let truth: boolean | undefined;
	// The condition sees the locals of the body.
	const body = (): Outcome => {
		const inner = frame.inner();
		const outcome = runBlock(run, inner, node.body);
		if (outcome) return outcome;
		const condition = evaluate(run, inner, node.condition);
		truth = truthiness(condition);
		if (truth === undefined && run.uncertain === 0) throw new Undecided((condition as { reason: string }).reason);
		return undefined;
	};
	const turns: Turns = (turn) => {
		do {
			truth = false;
			if (turn(body)) return undefined;
			if (truth === undefined) throw new Undecided(MANY_TURNS);
		} while (!truth);
		return undefined;
	};
	const anyTurn = () => {
		const inner = frame.inner();
		const outcome = runBlock(run, inner, node.body);
		if (!outcome) evaluate(run, inner, node.condition);
		return outcome;
	};
	return run.endlessly(() => loop(run, frame, turns, anyTurn));
}

export function numericLoop(run: Run, frame: Frame, node: lua.ForNumericStatement): Outcome {
	const start = evaluate(run, frame, node.start);
	const limit = evaluate(run, frame, node.end);
	const step = node.step ? evaluate(run, frame, node.step) : number(1, false, frame.span(node));
	const span = frame.span(node.variable);
	const body = (value: Value) => () => {
		const inner = frame.inner();
		inner.declare(node.variable.name, value);
		return runBlock(run, inner, node.body);
	};
	for (const [what, value] of [
		["limit", limit],
		["step", step],
		["initial", start],
	] as const) {
		if (value.type === "number" || value.type === "unknown") continue;
		const line = lineOfDo(frame, node);
		const name = `bad 'for' ${what === "initial" ? "initial value" : what} (number expected, got ${typeName(value)})`;
		throw new LuaError("lua", value.span, name, undefined, line);
	}
	return loop(
		run,
		frame,
		(turn) => {
			if (start.type !== "number" || limit.type !== "number" || step.type !== "number") {
				const blind = [start, limit, step].find((one) => one.type === "unknown");
				throw new Undecided(blind?.type === "unknown" ? blind.reason : MANY_TURNS);
			}
			if (step.value === 0) throw new LuaError("lua", span, "'for' step is zero", undefined, lineOfDo(frame, node));
			const float = start.float || step.float;
			const count = (): Outcome => {
				for (let i = start.value; step.value > 0 ? i <= limit.value : i >= limit.value; i += step.value) {
					if (turn(body(number(i, float, span)))) return undefined;
				}
				return undefined;
			};
			return Number.isFinite(limit.value) && start.value + step.value !== start.value ? count() : run.endlessly(count);
		},
		body(unknown(span, MANY_TURNS)),
	);
}

/** Lua counts the line of an error in what such a loop is given from `do`. */
function lineOfDo(frame: Frame, node: lua.ForNumericStatement): Span {
	const [, end] = rangeOf(node.step ?? node.end);
	const to = end + Math.max(0, blankComments(frame.chunk.text.slice(end, rangeOf(node)[1])).search(/\bdo\b/));
	return frame.span([to, to]);
}

export function genericLoop(run: Run, frame: Frame, node: lua.ForGenericStatement): Outcome {
	const whole = frame.span(node);
	const values = evaluateAll(run, frame, node.iterators, rangeOf(node.variables.at(-1)!)[1]);
	const [iterator, state, control] = [0, 1, 2].map((index) => nth(values, index, whole)) as [Value, Value, Value];
	const [from] = rangeOf(node.iterators[0]!);
	const site = {
		run,
		frame,
		span: whole,
		line: frame.span([from, from]),
		node: node.iterators[0]!,
		args: [],
		statement: false,
	};
	const body = (results: readonly Value[]) => () => {
		const inner = frame.inner();
		node.variables.forEach((variable, index) => {
			inner.declare(variable.name, nth(results, index, frame.span(variable)));
		});
		return runBlock(run, inner, node.body);
	};
	const anyTurn = () => body([{ ...unknown(whole, MANY_TURNS), many: true }])();
	if (iterator.type === "function" && isNext(iterator.callee) && state.type !== "unknown") {
		if (state.type !== "table") {
			const message = `bad argument #1 to 'for iterator' (table expected, got ${typeName(state)})`;
			throw new LuaError("lua", frame.span(node.iterators[0]!), message, undefined, site.line);
		}
		return overEntries(run, frame, state, body, anyTurn);
	}
	if (iterator.type !== "function" && iterator.type !== "unknown" && iterator.type !== "reference") {
		const message = `attempt to call a ${typeName(iterator)} value`;
		throw new LuaError("call", frame.span(node.iterators[0]!), message, undefined, site.line);
	}
	const turns: Turns = (turn) => {
		let last = control;
		for (;;) {
			const results = callValue(iterator, [state, last], site);
			last = nth(results, 0, whole);
			if (last.type === "unknown") throw new Undecided(last.reason);
			if (last.type === "nil" || turn(body(results))) return undefined;
		}
	};
	const follow = () => loop(run, frame, turns, anyTurn);
	// Those of Lua's library come to an end.
	return iterator.type === "function" && iterator.callee.kind === "builtin" ? follow() : run.endlessly(follow);
}

/** `pairs`: the list part has an order; more than one other key has none, and what depends on it is not known. */
function overEntries(
	run: Run,
	frame: Frame,
	state: Value & { type: "table" },
	body: (results: readonly Value[]) => () => Outcome,
	anyTurn: () => Outcome,
): Outcome {
	const { table } = state;
	const turns = (entries: readonly (readonly [Value, Value])[]) => (turn: (body: () => Outcome) => boolean) => {
		if (table.blur !== undefined) throw new Undecided(table.blur);
		for (const [key] of entries) {
			const value = table.get(key);
			// A turn may have removed an entry that is still to come.
			if (value && turn(body([key, value]))) return undefined;
		}
		return undefined;
	};
	run.work(table.size * 10);
	const entries = entriesOf(table);
	const listed = entries.filter(([key]) => key.type === "number").length;
	if (entries.length - listed < 2 || table.blur !== undefined) return loop(run, frame, turns(entries), anyTurn);

	const reason = "the order of pairs is not certain";
	const journal = run.begin();
	const exits = frame.activation.exits.length;
	const first = loop(run, frame, turns(entries), anyTurn);
	// An early end depends on the order too; to follow that any further is not worth it.
	if (first || frame.activation.exits.length > exits) return first;
	const forwards = run.rollback(journal);
	const again = run.begin();
	run.quiet++;
	try {
		loop(run, frame, turns([...entries].reverse()), anyTurn);
	} finally {
		run.quiet--;
	}
	const backwards = run.rollback(again);
	joinStates(run, [forwards, backwards], reason, frame.file);
	return undefined;
}
