/** What rules ask of every host, worked out before they do: the first to ask would keep everybody waiting. */
import { Meter, type Units } from "../units.ts";
import type { HostLog } from "./host-log.ts";
import type { Configuration } from "./model.ts";

/** So many hosts are looked at in one unit. */
const UNIT = 50;

/** Loads whose hosts were looked at: an edit replaces a few of them at a time. */
const warm = new WeakSet<HostLog>();

/** Works out the settings and modules of all hosts of a load, once, in units. */
export function* warmUp({ hosts, hostLog }: Configuration): Units<void> {
	if (warm.has(hostLog)) return;
	const meter = new Meter(UNIT);
	for (const host of hosts) {
		if (meter.isFull(1)) yield;
		void host.enabled;
		void host.modules;
	}
	warm.add(hostLog);
}
