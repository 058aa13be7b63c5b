import assert from "node:assert/strict";
import type { Message, MessageReader } from "vscode-languageserver";
import { Inbox } from "../../server/src/lsp/inbox.ts";
import { FakeClock } from "./stage.ts";

/** An inbox, and a library that has not handled anything yet. */
function watched() {
	const clock = new FakeClock();
	const inbox = new Inbox(clock);
	let read: (message: Message) => void = () => {};
	const reader = {
		listen: (callback: (message: Message) => void) => {
			read = callback;
		},
	} as unknown as MessageReader;
	const library: Message[] = [];
	inbox.watch(reader).listen((message) => library.push(message));
	const message = (more: object): Message => ({ jsonrpc: "2.0", ...more });
	const calls: number[] = [];
	const turns = (count: number) => {
		for (let turn = 0; turn < count; turn++) clock.turn();
	};
	return {
		clock,
		inbox,
		library,
		calls,
		turns,
		read: (more: object) => read(message(more)),
		handle: (at: number) => inbox.handleMessage(library[at]!, () => {}),
		soon: () => inbox.soon(() => calls.push(clock.time)),
	};
}

describe("inbox", () => {
	it("calls back at once when nothing came", () => {
		const { soon, turns, calls } = watched();
		soon();
		assert.deepEqual(calls, []);
		turns(1);
		assert.deepEqual(calls, [0]);
	});
	it("waits for what was read, and for what is read meanwhile", () => {
		const { soon, turns, calls, read, handle } = watched();
		read({ method: "a" });
		soon();
		turns(5);
		assert.deepEqual(calls, []);
		read({ method: "b" });
		handle(0);
		turns(5);
		assert.deepEqual(calls, []);
		handle(1);
		turns(2);
		assert.deepEqual(calls, [0]);
	});
	it("does not wait for ever where messages never end", () => {
		const { soon, turns, calls, read, clock } = watched();
		soon();
		for (; clock.time < 100; clock.time++) {
			read({ method: "a" });
			turns(1);
		}
		assert.equal(calls.length, 1);
		assert.ok(calls[0]! < 50, `${calls[0]} ms`);
	});
	it("does not wait for messages that the library drops", () => {
		const { soon, turns, calls, read, handle } = watched();
		read({ id: 1, method: "lost" });
		read({ id: 2, method: "handled" });
		read({ method: "$/cancelRequest", params: { id: 2 } });
		handle(1);
		soon();
		turns(1);
		assert.deepEqual(calls, [0]);
	});
	it("tells of every message, and hands it on as it is", () => {
		const { inbox, library, read } = watched();
		let arrivals = 0;
		inbox.onArrival = () => arrivals++;
		read({ id: 1, method: "a" });
		read({ method: "$/cancelRequest", params: { id: 1 } });
		assert.equal(arrivals, 2);
		assert.deepEqual(library, [
			{ jsonrpc: "2.0", id: 1, method: "a" },
			{ jsonrpc: "2.0", method: "$/cancelRequest", params: { id: 1 } },
		]);
	});
});
