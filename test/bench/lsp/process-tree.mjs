/** Memory of a process and everything it started, from /proc. Elsewhere than on Linux nothing is known. */
import { readdirSync, readFileSync } from "node:fs";

/** @param {number} pid @returns {number[]} the process and its descendants that are alive now */
function family(pid) {
	/** @type {Map<number, number[]>} */
	const children = new Map();
	for (const entry of readdirSync("/proc")) {
		if (!/^\d+$/.test(entry)) continue;
		try {
			const stat = readFileSync(`/proc/${entry}/stat`, "latin1");
			// The command stands in parentheses and may hold anything; state and parent follow it.
			const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
			children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
		} catch {
			// It ended while we were looking.
		}
	}
	const found = [pid];
	for (let i = 0; i < found.length; i++) found.push(...(children.get(found[i]) ?? []));
	return found;
}

/** @param {number} pid @returns {number | undefined} sum of the peak resident sizes (VmHWM) of the tree, in MiB */
export function peakMemory(pid) {
	if (process.platform !== "linux") return undefined;
	let kib = 0;
	for (const member of family(pid)) {
		try {
			const status = readFileSync(`/proc/${member}/status`, "latin1");
			kib += Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
		} catch {
			// It ended while we were looking.
		}
	}
	return kib > 0 ? kib / 1024 : undefined;
}
