/** One load of a configuration: the budget of work, what is certain, and what changed. */
import type { Value } from "../value.ts";
import { Exhausted } from "./errors.ts";
import { type Cells, type Slot, State } from "./journal.ts";
import type { LuaTable } from "./table.ts";

/** Statements and expressions that loops and functions may repeat in one load. A large configuration takes some thousands. */
export const MOST_STEPS = 250_000;
/** Calls inside of calls. */
const MOST_CALLS = 180;
/** The longest text, in UTF-16 code units, and the longest list that is put together. */
export const LONGEST_TEXT = 1_000_000;
export const LONGEST_LIST = 100_000;

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
	#depth = 0;
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

	/** Runs a file with a budget of its own, so that what comes of it does not depend on the files before. */
	afresh<T>(run: () => T): T {
		const steps = this.#steps;
		this.#steps = 0;
		try {
			return run();
		} finally {
			this.#steps = steps;
		}
	}

	/** Runs something one call deeper. */
	deeper<T>(run: () => T): T {
		if (this.#depth >= MOST_CALLS) throw new Exhausted("functions call each other too deeply");
		this.#depth++;
		this.indirect++;
		try {
			return run();
		} finally {
			this.#depth--;
			this.indirect--;
		}
	}

	write(cells: Cells, name: string, value: Value | undefined): void {
		this.#journals.at(-1)?.keepCell(cells, name);
		if (value === undefined) cells.delete(name);
		else cells.set(name, value);
	}

	/** To be called before a table changes. */
	touch(table: LuaTable, by: object): void {
		table.beforeChange();
		this.#journals.at(-1)?.keepTable(table);
		if (table.owner !== by && table.owner) this.meddled.add(table.owner);
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
		if (!this.#journals.includes(journal)) return;
		for (let last = this.#journals.pop(); last && last !== journal; last = this.#journals.pop()) {
			this.#journals.at(-1)?.absorb(last);
		}
	}
}
