/**
 * Who works when. All work is cut into units of a few milliseconds at most; between two slices of them the messages that have come are
 * taken in, so that nobody waits behind work that a newer version makes worthless.
 *
 * What a person waits for at the cursor (hover, completion, symbols) goes first. Diagnostics begin once the input is empty:
 * of forty keystrokes that came at once, the last one is looked at.
 */

/** What a scheduler needs of the world. */
export interface Clock {
	/** Milliseconds. */
	now(): number;
	/** Calls back after the messages that have come until then were taken in. */
	soon(callback: () => void): void;
}

/** A piece of work. */
export interface Task {
	/** Somebody waits for it at the cursor. */
	readonly urgent: boolean;
	/** Does one unit, and does not throw. @returns true when there is nothing left to do */
	step(): boolean;
}

/** Messages are taken in at least this often, in milliseconds. */
const SLICE = 8;
/** Who sends without a pause gets diagnostics all the same, after this many milliseconds. */
const PATIENCE = 16;

export class Scheduler {
	readonly #urgent: Task[] = [];
	readonly #others: Task[] = [];
	#awake = false;
	/** Messages so far, and how many they were when the last turn began. */
	#arrived = 0;
	#seen = 0;
	/** Since when there are messages in every turn. */
	#busySince?: number;

	constructor(readonly clock: Clock) {}

	/** A message came. */
	arrival(): void {
		this.#arrived++;
	}

	add(task: Task): void {
		// Most answers at the cursor take less time than it takes to wait for a turn.
		if (task.urgent && !this.#awake && task.step()) return;
		(task.urgent ? this.#urgent : this.#others).push(task);
		if (this.#awake) return;
		this.#awake = true;
		this.clock.soon(this.#turn);
	}

	readonly #turn = (): void => {
		const quiet = this.#isQuiet();
		const end = this.clock.now() + SLICE;
		for (let queue = this.#next(quiet); queue; queue = this.#next(quiet)) {
			const task = queue[0]!;
			// A task may add others, but only behind itself.
			if (task.step()) queue.shift();
			if (this.clock.now() >= end) break;
		}
		this.#awake = this.#urgent.length > 0 || this.#others.length > 0;
		if (this.#awake) this.clock.soon(this.#turn);
	};

	#next(quiet: boolean): Task[] | undefined {
		if (this.#urgent.length > 0) return this.#urgent;
		return quiet && this.#others.length > 0 ? this.#others : undefined;
	}

	/** True when nothing came since the last turn, or when that has been so for too long. */
	#isQuiet(): boolean {
		const quiet = this.#arrived === this.#seen;
		this.#seen = this.#arrived;
		if (quiet) {
			this.#busySince = undefined;
			return true;
		}
		const now = this.clock.now();
		this.#busySince ??= now;
		return now - this.#busySince >= PATIENCE;
	}
}
