/** What all hosts of a configuration start from; read once. */
import type { Configuration, LoadedModule, Scope } from "../model.ts";
import { autoloaded } from "./defaults.ts";
import { DisabledModules, type NameList, readList, readListOrName } from "./name-list.ts";

export class GlobalLists {
	readonly autoloaded: ReadonlySet<string>;
	readonly enabled: NameList;
	readonly disabled: NameList;
	readonly disabledForServer: DisabledModules;
	readonly #reasons = new Map<string, LoadedModule>();

	constructor({ global, version }: Configuration) {
		this.autoloaded = autoloaded(version.series);
		this.enabled = readList(global.own.get("modules_enabled")?.value);
		const disabled = global.own.get("modules_disabled")?.value;
		this.disabled = readList(disabled);
		this.disabledForServer = new DisabledModules([readListOrName(disabled)]);
	}

	/** Why a module that comes from here is loaded. */
	reason(name: string): LoadedModule {
		let reason = this.#reasons.get(name);
		if (!reason) {
			reason = this.autoloaded.has(name)
				? { name, because: "autoload" }
				: { name, because: "global", at: this.enabled.names.get(name)?.span };
			this.#reasons.set(name, reason);
		}
		return reason;
	}
}

/** An edit that leaves the global section alone leaves its scope alone. */
const known = new WeakMap<Scope, GlobalLists>();

export function globalLists(config: Configuration): GlobalLists {
	let lists = known.get(config.global);
	if (!lists) {
		lists = new GlobalLists(config);
		known.set(config.global, lists);
	}
	return lists;
}
