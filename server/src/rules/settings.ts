/** What is set, by the name of the option: a rule asks once a name whether it has anything to say of it, and not once a host. */
import type { Configuration, Scope, Setting } from "../config/model.ts";
import { EVERYTHING, noteRead, unwatched } from "../config/reads.ts";
import { ByName } from "./by-name.ts";

/** By the list of hosts that is shown; where it is the same, so is what they set. */
const known = new WeakMap<readonly Scope[], ByName<Setting>>();

function byOption({ global, hosts }: Configuration): ByName<Setting> {
	let settings = known.get(hosts);
	if (!settings) {
		const found = new ByName<Setting>();
		unwatched(() => {
			for (const [option, setting] of global.own) found.add(option, setting);
			for (const { own } of hosts) for (const [option, setting] of own) found.add(option, setting);
		});
		settings = found;
		known.set(hosts, settings);
	}
	return settings;
}

/** The settings of some options, the global one first, then host by host. */
export function settingsNamed(config: Configuration, ...options: readonly string[]): readonly Setting[] {
	for (const option of options) noteRead(option);
	return byOption(config).named(options);
}

/** Whether any of some options is set: a rule that needs one of them has nothing to say where none is. */
export function isAnySet(config: Configuration, ...options: readonly string[]): boolean {
	return settingsNamed(config, ...options).length > 0;
}

/**
 * The settings of those options whose names a condition holds for, the global ones first, then host by host.
 * @param holds asked once a name
 */
export function settingsWhere(config: Configuration, holds: (option: string) => boolean): readonly Setting[] {
	noteRead(EVERYTHING);
	return byOption(config).where(holds);
}
