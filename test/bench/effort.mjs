/** How much is measured: enough for steady figures within a quarter of an hour, or a glance. */

/** Sessions that run the loops, of all that start; a length from which on fewer starts are enough. */
const LOOPED = 2;
const LONG = 20_000;

const FULL = { budget: 3000, requests: 200, keystrokes: 200, symbols: 50, bursts: 3 };
const QUICK = { budget: 800, requests: 40, keystrokes: 40, symbols: 15, bursts: 1 };

/** @param {boolean} quick @param {number} lines @param {number} limit ms @param {number} [rounds] instead of the usual ones */
export function linesEffort(quick, lines, limit, rounds = quick ? 1 : lines < LONG ? 5 : 3) {
	return { ...(quick ? QUICK : FULL), limit, rounds, warm: !quick, looped: Math.min(rounds, LOOPED) };
}

/** @param {boolean} quick @param {number} limit ms */
export function commandsEffort(quick, limit) {
	return quick ? { hosts: [10, 1000], runs: 2, few: 1, limit } : { hosts: [10, 1000, 10_000], runs: 7, few: 3, limit };
}

/** How often the catalog is read, each time in a process of its own. @param {boolean} quick */
export function catalogRuns(quick) {
	return quick ? 5 : 20;
}

/** @param {boolean} quick @param {number} limit ms */
export function scaleEffort(quick, limit) {
	return quick
		? { rounds: 1, keystrokes: 10, budget: 2000, limit }
		: { rounds: 1, keystrokes: 30, budget: 20_000, limit };
}
