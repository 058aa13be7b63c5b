import type { Assignment, Configuration, ModuleSet, Scope, Section, Setting } from "./model.ts";
import { effectiveModules } from "./modules.ts";
import { MODULES, noteRead, unwatched, watched } from "./reads.ts";
import { nil, type Value } from "./value.ts";

/** Where a scope finds the configuration it belongs to: an edit elsewhere replaces that, not the scope. */
export interface Home {
	config?: Configuration;
}

/** One host, or the global section: what rules see of it. */
export class LoadedScope implements Scope {
	sections: readonly Section[] = [];
	#own?: ReadonlyMap<string, Setting>;
	#modules?: ModuleSet;
	#enabled?: boolean;

	constructor(
		readonly kind: Scope["kind"],
		readonly name: string,
		/** Prosody's own table of this host: what each option holds in the end. */
		readonly values: ReadonlyMap<string, Value>,
		readonly home: Home,
	) {}

	get config(): Configuration {
		return this.home.config!;
	}

	get module(): string | undefined {
		const module = this.kind === "Component" ? this.values.get("component_module") : undefined;
		return module?.type === "string" ? module.value : undefined;
	}

	get own(): ReadonlyMap<string, Setting> {
		return this.kind === "global" ? this.#settings : watched(this.#settings);
	}
	get #settings(): ReadonlyMap<string, Setting> {
		this.#own ??= settings(this);
		return this.#own;
	}

	get enabled(): boolean {
		if (this.#enabled !== undefined) {
			if (this.kind !== "global") noteRead("enabled");
		} else {
			const enabled = this.value("enabled");
			this.#enabled = !(enabled?.type === "boolean" && !enabled.value);
		}
		return this.#enabled;
	}

	get modules(): ModuleSet {
		if (this.kind !== "global") noteRead(MODULES);
		this.#modules ??= this.#load();
		return this.#modules;
	}
	#load(): ModuleSet {
		return unwatched(() => effectiveModules(this));
	}

	get(option: string): Setting | undefined {
		const own = this.#settings.get(option);
		if (this.kind !== "global") noteRead(option);
		if (this.kind === "global" || (own && own.value.type !== "nil")) return own;
		return this.config.global.own.get(option) ?? own;
	}

	value(option: string): Value | undefined {
		const value = this.get(option)?.value;
		return value?.type === "nil" ? undefined : value;
	}

	isUnset(...options: string[]): boolean {
		return options.every((option) => this.value(option) === undefined);
	}
}

/** Every option that is set, in the order of its first assignment. */
function settings(scope: LoadedScope): ReadonlyMap<string, Setting> {
	const result = new Map<string, InTheMaking>();
	for (const { assignments } of scope.sections) {
		for (const assignment of assignments) {
			const { option, value } = assignment;
			const known = result.get(option);
			if (known) add(known.assignments, assignment);
			else result.set(option, { option, scope, value, lost: false, assignments: [assignment], at: assignment });
		}
	}
	for (const setting of result.values()) finish(setting, scope);
	return result;
}

type InTheMaking = { -readonly [Key in keyof Setting]: Setting[Key] } & { assignments: Assignment[] };

function finish(setting: InTheMaking, { values }: LoadedScope): void {
	const { option, assignments } = setting;
	if (assignments.length > 1) {
		// Sections come file by file; an Include stands in the middle of its own.
		if (assignments.some(({ order }, index) => index > 0 && order < assignments[index - 1]!.order)) {
			assignments.sort((a, b) => a.order - b.order);
		}
		setting.at = assignments.findLast(({ kind }) => kind === "set") ?? assignments.at(-1)!;
	}
	const held = values.get(option);
	setting.lost = held === undefined;
	setting.value = held ?? unset(assignments, setting.at);
}

/** A line that runs several times, in a loop or in a file that is included twice, is still one line: the last time counts. */
function add(history: Assignment[], assignment: Assignment): void {
	const { chunk, from } = assignment.nameSpan;
	const recent = Math.max(0, history.length - 8);
	for (let before = recent; before < history.length; before++) {
		const { nameSpan } = history[before]!;
		if (nameSpan.chunk !== chunk || nameSpan.from !== from) continue;
		history.splice(before, 1);
		break;
	}
	history.push(assignment);
}

/** What an option counts as that Prosody holds nothing for: nil, or what was meant where a mistake keeps it from being set. */
function unset(assignments: readonly Assignment[], at: Assignment): Value {
	return assignments.every(({ kind }) => kind !== "set") ? at.value : nil(at.value.span);
}
