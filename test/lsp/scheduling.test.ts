import assert from "node:assert/strict";
import { LOADING, RULES, Stage, UNIT } from "./stage.ts";

const WORK = LOADING + RULES;
const PULL = { textDocument: { diagnostic: {} } };

/** A server that has looked at version 1. */
async function ready(capabilities: object = {}): Promise<Stage> {
	const stage = await Stage.start(capabilities);
	stage.open();
	if (capabilities === PULL) stage.about("diagnostic");
	await stage.settle();
	stage.units.length = 0;
	stage.begun = 0;
	stage.longestTurn = 0;
	return stage;
}

describe("scheduling", () => {
	it("does nothing before the first document", async () => {
		const stage = await Stage.start();
		await stage.turns(3);
		assert.ok(stage.clock.idle);
		assert.deepEqual(stage.units, []);
	});
	it("looks at the last of forty changes that came at once, and at no other", async () => {
		const stage = await ready();
		for (let version = 2; version <= 41; version++) stage.change(version);
		await stage.settle();
		assert.equal(stage.begun, 1);
		assert.deepEqual(stage.units, Array(WORK).fill(41));
		assert.deepEqual(stage.published, [1, 41]);
	});
	it("does so also when each brings a question along, and answers all of them", async () => {
		const stage = await ready();
		const ids: number[] = [];
		for (let version = 2; version <= 41; version++) {
			stage.change(version);
			ids.push(stage.about("hover"));
		}
		await stage.settle();
		assert.equal(stage.begun, 1);
		for (const id of ids) assert.notEqual(stage.answer(id)?.result, undefined);
	});
	it("takes in the changes that come one after the other before it begins", async () => {
		const stage = await ready();
		for (let version = 2; version <= 41; version++) {
			stage.change(version);
			await stage.turn();
		}
		assert.equal(stage.begun, 0);
		await stage.settle();
		assert.deepEqual(stage.units, Array(WORK).fill(41));
	});
	it("begins all the same while somebody never stops sending", async () => {
		const stage = await ready();
		stage.change(2);
		for (const end = stage.clock.time + 100; stage.clock.time < end; stage.clock.time += 4) {
			stage.tell("$/nonsense", {});
			await stage.turn();
		}
		assert.ok(stage.units.length > 0);
	});
	it("drops what it is at when a newer version comes", async () => {
		const stage = await ready();
		stage.change(2);
		await stage.turns(4);
		const done = stage.units.length;
		assert.ok(done > 0 && done < WORK, `${done} units in four turns`);
		stage.change(3);
		await stage.settle();
		assert.deepEqual(stage.units, [...Array(done).fill(2), ...Array(WORK).fill(3)]);
		assert.deepEqual(stage.published, [1, 3]);
	});
	it("takes no longer after a burst than after one key", async () => {
		const stage = await ready();
		const cost = async () => {
			const before = stage.clock.time;
			await stage.settle();
			return stage.clock.time - before;
		};
		stage.change(2);
		const single = await cost();
		for (let version = 3; version < 42; version++) {
			stage.change(version);
			await stage.turns(4);
		}
		stage.change(42);
		assert.equal(await cost(), single);
		assert.equal(stage.published.at(-1), 42);
	});
	it("answers every pull of a burst for the newest version, with one piece of work", async () => {
		const stage = await ready(PULL);
		const ids: number[] = [];
		for (let version = 2; version <= 41; version++) {
			stage.change(version);
			ids.push(stage.about("diagnostic"));
		}
		await stage.settle();
		assert.equal(stage.begun, 1);
		const results = new Set(ids.map((id) => (stage.answer(id)!.result as { resultId: string }).resultId));
		assert.equal(results.size, 1);
		assert.deepEqual(stage.published, [], "who pulls is not published to");
	});
	it("publishes in the turn in which it would answer a pull", async () => {
		const turnsUntil = async (stage: Stage, done: () => boolean) => {
			let turns = 0;
			for (; !done(); turns++) await stage.turn();
			return turns;
		};
		const push = await ready();
		push.change(2);
		const pushed = await turnsUntil(push, () => push.published.at(-1) === 2);
		const pull = await ready(PULL);
		pull.change(2);
		const id = pull.about("diagnostic");
		assert.equal(pushed, await turnsUntil(pull, () => pull.answer(id) !== undefined));
	});
	it("looks at the input between slices", async () => {
		const stage = await ready();
		stage.change(2);
		await stage.settle();
		assert.equal(stage.units.length, WORK);
		assert.ok(stage.longestTurn <= 2 * UNIT, `${stage.longestTurn} ms without a look`);
	});
	for (const method of ["hover", "completion", "documentSymbol", "documentLink"]) {
		it(`answers ${method} before it goes on with the rules`, async () => {
			const stage = await ready();
			stage.change(2);
			while (stage.units.length <= LOADING) await stage.turn();
			const done = stage.units.length;
			const id = stage.about(method);
			// The first turn finds that a message has come, and looks for more.
			await stage.turns(2);
			assert.notEqual(stage.answer(id), undefined);
			assert.ok(stage.units.length <= done + 1);
		});
		it(`does no more for ${method} than it takes, also at once after a key`, async () => {
			const stage = await ready();
			stage.change(2);
			const id = stage.about(method);
			while (!stage.answer(id)) await stage.turn();
			assert.equal(stage.answer(id)?.error, undefined);
			// The slice that answers may go on with something else.
			assert.ok(stage.units.length <= LOADING + 2, `${stage.units.length} units`);
		});
	}
	it("does nothing for a request that was cancelled", async () => {
		const stage = await ready(PULL);
		stage.change(2);
		const id = stage.about("diagnostic");
		stage.tell("$/cancelRequest", { id });
		await stage.settle();
		assert.equal(stage.answer(id)?.error?.code, -32800);
		assert.deepEqual(stage.units, []);
	});
	it("leaves off when the document is closed", async () => {
		const stage = await ready();
		stage.change(2);
		await stage.turns(4);
		const done = stage.units.length;
		const id = stage.about("codeAction");
		stage.close();
		await stage.settle();
		assert.equal(stage.units.length, done);
		assert.deepEqual(stage.answer(id)?.result, []);
		assert.deepEqual(stage.published, [1, undefined], "what was said is taken back");
	});
	it("says nothing by settings that were changed meanwhile", async () => {
		const stage = await ready();
		stage.change(2);
		await stage.turns(4);
		const before = stage.published.length;
		stage.tell("workspace/didChangeConfiguration", {
			settings: { prosody: { rules: { "limits-missing": "off" } } },
		});
		await stage.settle();
		assert.equal(stage.published.length, before + 1);
		assert.equal(stage.begun, 2);
	});
	it("looks once at what did not change", async () => {
		const stage = await ready(PULL);
		const first = stage.about("diagnostic");
		await stage.settle();
		const { resultId } = stage.answer(first)!.result as { resultId: string };
		const again = stage.about("diagnostic", undefined, { previousResultId: resultId });
		await stage.settle();
		assert.deepEqual(stage.answer(again)?.result, { kind: "unchanged", resultId });
		assert.deepEqual(stage.units, []);
	});
	it("does not run the rules again for a document that a change elsewhere does not concern", async () => {
		const stage = await ready(PULL);
		const other = "file:///srv/prosody.cfg.lua";
		stage.open(other, 'VirtualHost "example.net"\n');
		const first = stage.about("diagnostic", other);
		await stage.settle();
		const { resultId } = stage.answer(first)!.result as { resultId: string };
		stage.change(2);
		stage.units.length = 0;
		const again = stage.about("diagnostic", other, { previousResultId: resultId });
		await stage.settle();
		assert.deepEqual(stage.answer(again)?.result, { kind: "unchanged", resultId });
		assert.ok(stage.units.length <= LOADING, `${stage.units.length} units`);
	});
	it("runs them again where it does", async () => {
		const stage = await ready(PULL);
		const part = "file:///etc/prosody/conf.d/example.cfg.lua";
		stage.open(part, 'VirtualHost "example.net"\n');
		const first = stage.about("diagnostic", part);
		await stage.settle();
		const { resultId } = stage.answer(first)!.result as { resultId: string };
		stage.change(2, `allow_registration = true\nInclude "conf.d/example.cfg.lua"\n`);
		const again = stage.about("diagnostic", part, { previousResultId: resultId });
		await stage.settle();
		assert.match(JSON.stringify(stage.answer(again)?.result), /"kind":"full"/);
	});
});
