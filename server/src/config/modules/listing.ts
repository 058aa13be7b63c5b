/** What the module lists say of one host: `get_modules_for_host` in core/modulemanager.lua. */
import type { Span } from "../../syntax/tree.ts";
import type { LeftOutModule, LoadedModule, Scope } from "../model.ts";
import { autoloaded, type Conflict, conflicts, inheritable } from "./defaults.ts";
import { isSameTable, type NameList, readList, readListOrName } from "./name-list.ts";
import { and, not, or, type Truth } from "./truth.ts";

export class Listing {
	/** A Component's own module, which is loaded first; no name where that is not known. */
	readonly component?: { readonly module?: string; readonly at?: Span };
	readonly #autoloaded: ReadonlySet<string>;
	readonly #inheritable: ReadonlySet<string>;
	readonly #conflicts: readonly Conflict[];
	readonly #globallyEnabled: NameList;
	readonly #globallyDisabled: NameList;
	readonly #enabled: NameList;
	readonly #disabled: NameList;

	constructor(readonly scope: Scope) {
		const { series } = scope.config.version;
		this.component = componentOf(scope);
		this.#autoloaded = autoloaded(series);
		this.#inheritable = inheritable(series);
		this.#conflicts = conflicts(series);
		[this.#globallyEnabled, this.#enabled] = bothLists(scope, "modules_enabled");
		[this.#globallyDisabled, this.#disabled] = bothLists(scope, "modules_disabled");
	}

	/** False when a list could not be read whole. */
	get complete(): boolean {
		const lists = [this.#globallyEnabled, this.#globallyDisabled, this.#enabled, this.#disabled];
		return lists.every(({ whole }) => whole) && (!this.component || this.component.module !== undefined);
	}

	/** True when it may hold modules whose names are not known; then any other module may come because of them. */
	get isOpen(): boolean {
		// Of the global list, only known names get to a Component.
		if (this.component) return !this.#enabled.whole || this.component.module === undefined;
		return !this.#enabled.whole || !this.#globallyEnabled.whole;
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

	/** The modules that certainly load, in the order of the lists. */
	loaded(): Map<string, LoadedModule> {
		const loaded = new Map<string, LoadedModule>();
		const own = this.component?.module;
		if (own !== undefined) loaded.set(own, { name: own, because: "component", at: this.component?.at });
		for (const name of this.mentioned()) {
			if (!loaded.has(name) && this.has(name)) loaded.set(name, this.#reason(name));
		}
		return loaded;
	}

	/** The modules that are certainly kept out. */
	leftOut(): Map<string, LeftOutModule> {
		const leftOut = new Map<string, LeftOutModule>();
		for (const name of this.mentioned()) {
			if (this.has(name) === false) leftOut.set(name, this.#reasonAgainst(name));
		}
		return leftOut;
	}

	/** Every name that is autoloaded or that a list of enabled modules holds; some more than once. */
	*mentioned(): Iterable<string> {
		yield* this.#autoloaded;
		yield* this.#globallyEnabled.names.keys();
		yield* this.#enabled.names.keys();
		for (const { to, renamed } of this.#conflicts) if (renamed) yield to;
	}

	/** The modules that may or may not load, of those whose names are known. */
	uncertain(): string[] {
		const names = [...this.mentioned(), ...(this.component ? this.#inheritable : [])];
		return names.filter((name) => this.has(name) === undefined);
	}

	/** Where the module is disabled, on the host or else globally. */
	disabledAt(name: string): Span | undefined {
		return (this.#disabled.names.get(name) ?? this.#globallyDisabled.names.get(name))?.span;
	}

	#isListed(name: string): Truth {
		return and(or(this.#isInherited(name), this.#enabled.has(name)), not(this.#disabled.has(name)));
	}

	/** Whether it comes from the autoloaded modules and the global lists. */
	#isInherited(name: string): Truth {
		if (this.component && !this.#inheritable.has(name)) return false;
		const globally = or(this.#autoloaded.has(name), this.#globallyEnabled.has(name));
		return and(globally, not(this.#globallyDisabled.has(name)));
	}

	#reason(name: string): LoadedModule {
		const { module } = this.#conflicts.find(({ to, renamed }) => renamed && to === name) ?? {};
		if (module !== undefined && !this.#isListed(name)) return { ...this.#reason(module), name };
		if (!this.#isInherited(name)) return { name, because: "host", at: this.#enabled.names.get(name)?.span };
		if (this.#autoloaded.has(name)) return { name, because: "autoload" };
		return { name, because: "global", at: this.#globallyEnabled.names.get(name)?.span };
	}

	#reasonAgainst(name: string): LeftOutModule {
		const item = this.#enabled.names.get(name) ?? this.#globallyEnabled.names.get(name);
		if (this.#isListed(name) !== false) {
			const via = this.#conflicts.find(({ module }) => module === name)?.to;
			return { name, because: "conflict", at: item?.span, via };
		}
		if (this.component && !this.#inheritable.has(name) && !this.#enabled.names.has(name)) {
			return { name, because: "not-inherited", at: item?.span };
		}
		return { name, because: "disabled", at: this.disabledAt(name) };
	}
}

/**
 * The global list and the host's own, which adds to it. One that is the very same table is none:
 * Prosody takes it for the global one that shows through.
 */
function bothLists(scope: Scope, option: string): [NameList, NameList] {
	const global = scope.config.global.own.get(option)?.value;
	const own = scope.kind === "global" ? undefined : scope.own.get(option)?.value;
	return [readList(global), readList(isSameTable(own, global) ? undefined : own)];
}

/** For the module manager a host is a Component when `component_module` says so, wherever that is set. */
function componentOf(scope: Scope): Listing["component"] {
	const set = scope.value("component_module");
	if (scope.kind !== "Component") return set?.type === "string" ? { module: set.value, at: set.span } : undefined;
	const at = scope.own.get("component_module")?.value.span;
	return { module: scope.module, at: at ?? scope.sections.findLast(({ head }) => head)?.moduleSpan };
}

/** Whether a dependency on a module fails because it is disabled: unlike the lists above, one that stands globally holds for every host. */
export class DisabledModules {
	readonly #lists: readonly NameList[];

	constructor(...scopes: readonly Scope[]) {
		this.#lists = scopes.map((scope) => readListOrName(scope.own.get("modules_disabled")?.value));
	}

	has(name: string): Truth {
		return this.#lists.reduce<Truth>((known, list) => or(known, list.has(name)), false);
	}

	at(name: string): Span | undefined {
		return this.#lists.find(({ names }) => names.has(name))?.names.get(name)?.span;
	}
}
