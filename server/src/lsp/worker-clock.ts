import type { Clock } from "./scheduler.ts";

/** Messages to oneself queue up behind those of others; `setTimeout` would wait for four milliseconds each time. */
export function workerClock(): Clock & { close(): void } {
	const { port1, port2 } = new MessageChannel();
	const waiting: (() => void)[] = [];
	port1.onmessage = () => waiting.shift()?.();
	return {
		now: () => performance.now(),
		soon(callback) {
			waiting.push(callback);
			port2.postMessage(null);
		},
		close: () => port1.close(),
	};
}
