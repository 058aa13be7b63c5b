/** A little fuzzing with every run of the tests, always the same; `npm run fuzz` looks for more. And whatever was found before. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type CoreCase, makeCase, tryCase } from "./cases.ts";
import { type ServerCase, tryServer } from "./server.ts";
import { makeServerCase } from "./server-cases.ts";
import { shrink } from "./shrink.ts";

const SEED = 20_261_121;
const CASES = 240;
const SESSIONS = 6;
/** Characters. Five megabytes are for the long runs. */
const LONGEST = 50_000;

const SERVER = process.env.PROSODY_LANGUAGE_SERVER ?? resolve("dist/prosody-language-server.js");
const CRASHES = join(process.cwd(), "test/fuzz/crashes");

function tryAny(one: CoreCase | ServerCase): unknown {
	return one.kind === "server" ? tryServer(one, SERVER) : tryCase(one);
}

describe("fuzzing, a little of it", () => {
	it("damaged texts and odd edits break nothing", function () {
		this.timeout(120_000);
		for (let number = 0; number < CASES; number++) {
			try {
				tryCase(makeCase(SEED, number, LONGEST));
			} catch (error) {
				throw new Error(`case ${number}: ${JSON.stringify(makeCase(SEED, number, LONGEST)).slice(0, 2000)}`, {
					cause: error,
				});
			}
		}
	});

	it("a broken editor does not break the server", async function () {
		this.timeout(180_000);
		assert.ok(existsSync(SERVER), `${SERVER} is missing; run \`npm run build\` first`);
		for (let number = 0; number < SESSIONS; number++) {
			try {
				await tryServer(makeServerCase(SEED, number), SERVER);
			} catch (error) {
				throw new Error(`session ${number}`, { cause: error });
			}
		}
	});
});

describe("what fuzzing found", () => {
	for (const name of readdirSync(CRASHES).filter((file) => file.endsWith(".json"))) {
		const { was, case: found } = JSON.parse(readFileSync(join(CRASHES, name), "utf8"));
		it(`${name}: ${was}`, function () {
			this.timeout(60_000);
			return tryAny(found);
		});
	}
});

describe("the fuzzer", () => {
	it("makes the same cases of a seed, and others of another", () => {
		for (const number of [0, 3, 19]) {
			assert.deepEqual(makeCase(7, number, LONGEST), makeCase(7, number, LONGEST));
			assert.notDeepEqual(makeCase(7, number, LONGEST), makeCase(8, number, LONGEST));
			assert.deepEqual(makeServerCase(7, number), makeServerCase(7, number));
		}
	});

	it("writes cases down without loss", () => {
		for (let number = 0; number < 200; number++) {
			const one = makeCase(SEED, number, LONGEST);
			assert.deepEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(JSON.parse(JSON.stringify(one)))));
			if (one.kind === "document") assert.equal(JSON.parse(JSON.stringify(one)).text, one.text);
		}
	});

	it("finds what does not hold, and makes it small", async () => {
		const text = `${"a = 1\n".repeat(50)}boom(${"b = 2\n".repeat(50)}`;
		const whole = { kind: "x", text, steps: [{ text: "y" }, { text: "boom" }] };
		const smallest = await shrink(
			whole,
			async (one) => one.text.includes("boom("),
			() => false,
		);
		assert.deepEqual(smallest, { kind: "x", text: "boom(", steps: [] });
	});
});
