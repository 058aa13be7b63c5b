/** One load of a configuration: the budget of work, what is certain, and what changed. */
import type { Value } from "../value.ts";
import { Exhausted } from "./errors.ts";
import { type Cells, type Slot, State } from "./journal.ts";
import type { LuaTable } from "./table.ts";

/** Statements and expressions that loops and functions may repeat in one load. A large configuration takes some thousands. */
export const MOST_STEPS = 250_000;
/** After so many files that go on without an end in sight, no further one is followed so far. */
const MOST_WORN_OUT = 20;
/** Bytes of text, or entries of a table, that the library may read, copy or make for one step. */
const BYTES_A_STEP = 100;
/** Calls inside of calls. */
const MOST_CALLS = 180;
/** The longest text, in UTF-16 code units, and the longest list that is put together. */
export const LONGEST_TEXT = 1_000_000;
export const LONGEST_LIST = 100_000;
/** Values that one call of the library gives back: Lua's stack has no room for very many. */
export const MOST_RESULTS = 200;

export class Run {
	/** Greater than 0 in a branch that may or may not run. */
	uncertain = 0;
	/** How many assignments there were. */
	assignments = 0;
	/** Greater than 0 in loops and functions: what stands there may run more than once, or for others. */
	indirect = 0;
	/** Greater than 0 where a second look is taken at what was recorded already. */
	quiet = 0;
	/** Greater than 0 inside `pcall`, where an error may be meant. */
	guarded = 0;
	/** True in the one turn that stands for any number of them: there a `break` in one branch makes no difference. */
	anyTurn = false;
	/** Set when an error may have been raised inside `pcall`. */
	mayRaise = false;
	/** Set when something nobody knows may end in an error. */
	mayFail = false;
	/** A file that cannot be used again as it is, because another one changed a table it made. */
	readonly meddled = new Set<object>();
	#steps = 0;
	/** How many files have used up their budget. */
	#wornOut = 0;
	#depth = 0;
	#tails = 0;
	readonly #journals: State[] = [];

	/** Something nobody knows is worked with: that may end in an error. */
	doubt(): void {
		this.mayFail = true;
		if (this.guarded > 0) this.mayRaise = true;
	}

	/** Counts work that loops and calls cause. */
	step(): void {
		if (this.indirect > 0 && ++this.#steps > MOST_STEPS) throw new Exhausted("it takes too long to work out");
	}

	/** Counts work that grows with the size of a text or a table, wherever it is done. */
	work(amount: number): void {
		this.#charge(amount);
		if (this.#steps > MOST_STEPS) throw new Exhausted("it takes too long to work out");
	}

	#charge(amount: number): void {
		this.#steps += Math.max(0, amount) / BYTES_A_STEP;
	}

	/** The steps the present file has taken. */
	get steps(): number {
		return this.#steps;
	}

	/** Runs what may go on forever: a loop that counts to no known number, a function that may call itself. */
	endlessly<T>(run: () => T): T {
		try {
			return run();
		} catch (error) {
			if (error instanceof Exhausted && !error.ends) error.mayGoOn = true;
			throw error;
		}
	}

	/**
	 * From here on a file runs with a budget of its own, so that what comes of it does not depend on the files before. A file that code
	 * includes which may run again and again takes part in the budget of that code. @returns what is to be called at its end
	 */
	afresh(): () => void {
		if (this.indirect > 0) return () => {};
		const steps = this.#steps;
		this.#steps = this.#wornOut < MOST_WORN_OUT ? 0 : MOST_STEPS;
		return () => {
			if (this.#steps > MOST_STEPS) this.#wornOut++;
			this.#steps = steps;
		};
	}

	/** A file is read again: it has the budget it had. */
	renew(): void {
		this.#wornOut = 0;
	}

	/** Runs something one call deeper. @param tail whether it takes the place of the call it stands in: such calls never fill Lua's stack */
	deeper<T>(run: () => T, tail = false): T {
		if (this.#depth >= MOST_CALLS) throw new Exhausted("functions call each other too deeply", this.#tails === 0);
		this.#depth++;
		if (tail) this.#tails++;
		this.indirect++;
		try {
			return this.endlessly(run);
		} finally {
			this.#depth--;
			if (tail) this.#tails--;
			this.indirect--;
		}
	}

	write(cells: Cells, name: string, value: Value | undefined): void {
		this.#journals.at(-1)?.keepCell(cells, name);
		if (value === undefined) cells.delete(name);
		else cells.set(name, value);
	}

	/** To be called before a table gets other content. */
	change(table: LuaTable, by: object): void {
		table.beforeChange();
		if (this.#journals.at(-1)?.keepTable(table)) this.#charge(table.size);
		if (table.owner !== by && table.owner) this.meddled.add(table.owner);
	}

	/** To be called before a statement changes a table. */
	touch(table: LuaTable, by: object): void {
		this.change(table, by);
		this.work(0);
		if (table.list.length >= LONGEST_LIST) throw new Exhausted("it grows too long");
	}

	turn(slot: Slot, value: unknown): void {
		this.#journals.at(-1)?.keepSlot(slot);
		slot.value = value;
	}

	/** From here on changes can be taken back. */
	begin(): State {
		const journal = new State();
		this.#journals.push(journal);
		return journal;
	}

	/** Everything that changed since a journal was begun and is still open. */
	changedSince(journal: State): State {
		const all = new State();
		const from = this.#journals.indexOf(journal);
		if (from >= 0) for (const one of this.#journals.slice(from)) all.absorb(one);
		return all;
	}

	/** Lets the changes stand. */
	commit(journal: State): void {
		this.#close(journal);
		this.#journals.at(-1)?.absorb(journal);
	}

	/** Takes the changes back; returns how things stood. */
	rollback(journal: State): State {
		this.#close(journal);
		const now = journal.now();
		journal.restore();
		return now;
	}

	/** Ends a journal together with those opened after it. */
	#close(journal: State): void {
		// It is one of the last, however many ways out keep theirs open.
		if (this.#journals.lastIndexOf(journal) < 0) return;
		for (let last = this.#journals.pop(); last && last !== journal; last = this.#journals.pop()) {
			this.#journals.at(-1)?.absorb(last);
		}
	}
}
