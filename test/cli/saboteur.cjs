/**
 * Loaded before prosody-lint (`--require`): at the SABOTAGE_AT-th call on files it kills the process, before or after the call, in the middle of
 * writing, or does what another program could do at that moment. Calls are counted from the first one that concerns SABOTAGE_FILE, and written to
 * SABOTAGE_LOG.
 */
const fs = require("node:fs");

const { SABOTAGE_AT, SABOTAGE_HOW, SABOTAGE_FILE, SABOTAGE_LOG } = process.env;
const real = { ...fs };
const log = real.openSync(SABOTAGE_LOG, "a");
let calls = 0;
let begun = false;
/** Node's functions use each other. */
let inside = false;

const HOW = {
	"killed before": (call) => {
		die();
		return call();
	},
	"killed after": (call) => {
		call();
		return die();
	},
	/** Half of the text is there. */
	"killed within": (_call, name, args) => {
		if (name !== "writeFileSync") return die();
		real.writeSync(args[0], Buffer.from(args[1]).subarray(0, args[1].length / 2));
		return die();
	},
	"written by another": (call) => {
		real.appendFileSync(SABOTAGE_FILE, "-- by another\n");
		return call();
	},
	"replaced by another": (call) => {
		real.writeFileSync(`${SABOTAGE_FILE}.new`, "-- by another\n");
		real.renameSync(`${SABOTAGE_FILE}.new`, SABOTAGE_FILE);
		return call();
	},
	failing: () => {
		throw Object.assign(new Error("no space"), { code: "ENOSPC" });
	},
};

function die() {
	process.kill(process.pid, "SIGKILL");
	// The signal comes at once; nothing else may happen until then.
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

for (const [name, call] of Object.entries(real)) {
	if (typeof call !== "function" || !name.endsWith("Sync")) continue;
	fs[name] = function (...args) {
		begun ||= name === "openSync" && args[0] === SABOTAGE_FILE;
		const plain = () => Reflect.apply(call, this, args);
		if (!begun || inside) return plain();
		inside = true;
		try {
			calls++;
			real.writeSync(log, `${name}\n`);
			return calls === Number(SABOTAGE_AT) ? HOW[SABOTAGE_HOW](plain, name, args) : plain();
		} finally {
			inside = false;
		}
	};
	Object.assign(fs[name], call);
}
