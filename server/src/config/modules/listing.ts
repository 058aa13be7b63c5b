/** What the module lists say of one host: `get_modules_for_host` in core/modulemanager.lua. */
import type { Span } from "../../syntax/tree.ts";
import type { LeftOutModule, LoadedModule, Scope } from "../model.ts";
import { type Conflict, conflicts, inheritable } from "./defaults.ts";
import { type GlobalLists, globalLists } from "./global-lists.ts";
import { DisabledModules, isSameTable, type NameList, readList, readListOrName } from "./name-list.ts";
import { and, not, or, type Truth } from "./truth.ts";

export interface Survey {
	/** The modules that certainly load. */
	readonly loaded: Map<string, LoadedModule>;
	/** Those that certainly would, were they not kept out. */
	readonly leftOut: Map<string, LeftOutModule>;
	/** Those that may or may not load. */
	readonly uncertain: string[];
}

export class Listing {
	/** A Component's own module, which is loaded first; no name where that is not known. */
	readonly component?: { readonly module?: string; readonly at?: Span };
	readonly #inheritable: ReadonlySet<string>;
	readonly #conflicts: readonly Conflict[];
	/** What all hosts start from. */
	readonly global: GlobalLists;
	/** The host's own list. */
	readonly enabled: NameList;
	/** The host's own list of those that are switched off. */
	readonly disabled: NameList;
	/** What no other module may ask for. Unlike in the lists above, what is disabled globally stays so on every host. */
	readonly disabledForOthers: DisabledModules;

	constructor(readonly scope: Scope) {
		const { series } = scope.config.version;
		this.component = componentOf(scope);
		this.#inheritable = inheritable(series);
		this.#conflicts = conflicts(series);
		this.global = globalLists(scope.config);
		this.enabled = ownList(scope, "modules_enabled");
		this.disabled = ownList(scope, "modules_disabled");
		this.disabledForOthers = disabledForOthers(scope, this.global);
	}

	/** What no global module may ask for on behalf of the server as a whole. */
	get disabledForServer(): DisabledModules {
		return this.global.disabledForServer;
	}

	/** False when a list could not be read whole. */
	get complete(): boolean {
		const lists = [this.global.enabled, this.global.disabled, this.enabled, this.disabled];
		return lists.every(({ whole }) => whole) && (!this.component || this.component.module !== undefined);
	}

	/** True when it may hold modules whose names are not known; then any other module may come because of them. */
	get isOpen(): boolean {
		// Of the global list, only known names get to a Component.
		if (this.component) return !this.enabled.whole || this.component.module === undefined;
		return !this.enabled.whole || !this.global.enabled.whole;
	}

	/** Whether the module loads, dependencies aside. */
	has(name: string): Truth {
		if (this.component?.module === name) return true;
		let listed = this.#isListed(name);
		for (const { module, to, renamed } of this.#conflicts) {
			if (name === to && renamed) listed = or(listed, this.#isListed(module));
			if (name === module) listed = renamed ? false : and(listed, not(this.has(to)));
		}
		return listed;
	}

	/** Sorts every module that the lists speak of, in their order. */
	survey(): Survey {
		const survey: Survey = { loaded: new Map(), leftOut: new Map(), uncertain: [] };
		const own = this.component?.module;
		if (own !== undefined) survey.loaded.set(own, { name: own, because: "component", at: this.component?.at });
		for (const name of this.#mentioned()) {
			if (survey.loaded.has(name) || survey.leftOut.has(name)) continue;
			const loads = this.has(name);
			if (loads) survey.loaded.set(name, this.#reason(name));
			else if (loads === undefined) survey.uncertain.push(name);
			else survey.leftOut.set(name, this.#reasonAgainst(name));
		}
		if (this.component && !this.global.enabled.whole) {
			survey.uncertain.push(...[...this.#inheritable].filter((name) => this.has(name) === undefined));
		}
		return survey;
	}

	/** Every name that is autoloaded or that a list of enabled modules holds; some more than once. */
	*#mentioned(): Iterable<string> {
		yield* this.global.autoloaded;
		yield* this.global.enabled.names.keys();
		yield* this.enabled.names.keys();
		for (const { to, module, renamed } of this.#conflicts) if (renamed && this.#isListed(module) !== false) yield to;
	}

	/** Where the module is disabled, on the host or else globally. */
	disabledAt(name: string): Span | undefined {
		return (this.disabled.names.get(name) ?? this.global.disabled.names.get(name))?.span;
	}

	#isListed(name: string): Truth {
		return and(or(this.#isInherited(name), this.enabled.has(name)), not(this.disabled.has(name)));
	}

	/** Whether it comes from the autoloaded modules and the global lists. */
	#isInherited(name: string): Truth {
		if (this.component && !this.#inheritable.has(name)) return false;
		const globally = or(this.global.autoloaded.has(name), this.global.enabled.has(name));
		return and(globally, not(this.global.disabled.has(name)));
	}

	#reason(name: string): LoadedModule {
		const { module } = this.#conflicts.find(({ to, renamed }) => renamed && to === name) ?? {};
		if (module !== undefined && !this.#isListed(name)) return { ...this.#reason(module), name };
		if (!this.#isInherited(name)) return { name, because: "host", at: this.enabled.names.get(name)?.span };
		return this.global.reason(name);
	}

	#reasonAgainst(name: string): LeftOutModule {
		const item = this.enabled.names.get(name) ?? this.global.enabled.names.get(name);
		if (this.#isListed(name) !== false) {
			const via = this.#conflicts.find(({ module }) => module === name)?.to;
			return { name, because: "conflict", at: item?.span, via };
		}
		if (this.component && !this.#inheritable.has(name) && !this.enabled.names.has(name)) {
			return { name, because: "not-inherited", at: item?.span };
		}
		return { name, because: "disabled", at: this.disabledAt(name) };
	}
}

/**
 * The host's own list, which adds to the global one. One that is the very same table is none:
 * Prosody takes it for the global one that shows through.
 */
function ownList(scope: Scope, option: string): NameList {
	const global = scope.config.global.own.get(option)?.value;
	const own = scope.kind === "global" ? undefined : scope.own.get(option)?.value;
	return readList(isSameTable(own, global) ? undefined : own);
}

function disabledForOthers(scope: Scope, { disabledForServer }: GlobalLists): DisabledModules {
	const own = scope.kind === "global" ? undefined : scope.own.get("modules_disabled")?.value;
	return own ? new DisabledModules([readListOrName(own), ...disabledForServer.lists]) : disabledForServer;
}

/** For the module manager a host is a Component when `component_module` says so, wherever that is set. */
function componentOf(scope: Scope): Listing["component"] {
	const set = scope.value("component_module");
	if (scope.kind !== "Component") return set?.type === "string" ? { module: set.value, at: set.span } : undefined;
	const at = scope.own.get("component_module")?.value.span;
	return { module: scope.module, at: at ?? scope.sections.findLast(({ head }) => head)?.moduleSpan };
}
