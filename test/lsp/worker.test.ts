import assert from "node:assert/strict";
import { workerClock } from "../../server/src/lsp/worker-clock.ts";

describe("language server as a worker", () => {
	it("calls back in order, later, and without waiting for a timer", async () => {
		const clock = workerClock();
		const calls: number[] = [];
		const last = new Promise<void>((resolve) => {
			const next = (n: number): void => {
				calls.push(n);
				if (n < 200) clock.soon(() => next(n + 1));
				else resolve();
			};
			clock.soon(() => next(1));
			clock.soon(() => calls.push(0));
		});
		assert.deepEqual(calls, []);
		await last;
		assert.deepEqual(calls.slice(0, 3), [1, 0, 2]);
		clock.close();
	});
});
