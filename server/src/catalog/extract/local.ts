/** Modules that only this server has: the catalog learns of them from their source. */
import { t } from "../../l10n.ts";
import type { Catalog, CatalogOption } from "../catalog.ts";
import { familiesOf } from "../families.ts";
import type { ModuleEntry, OptionEntry, OptionScope, OptionType, ServiceEntry } from "../types.ts";
import type { Getter, ModuleFacts, OptionRead } from "./facts.ts";
import { extractModule } from "./module.ts";

export interface LocalModule {
	readonly name: string;
	/** The text of its file; none where it cannot be read. */
	readonly text?: string;
	/** The texts of the libraries it loads. */
	readonly libraries?: readonly string[];
}

/**
 * The catalog and the modules it lacks. Those it has stay as they are, and so do its options.
 * A source is only read when somebody asks for what it says.
 */
export function withLocalModules(catalog: Catalog, modules: readonly LocalModule[]): Catalog {
	const local = new Map<string, Lazy>();
	for (const module of modules) {
		if (!catalog.module(module.name) && !local.has(module.name)) local.set(module.name, new Lazy(module));
	}
	if (local.size === 0) return catalog;
	let byOption: ReadonlyMap<string, readonly CatalogOption[]> | undefined;
	const optionsNamed = (name: string) => {
		byOption ??= groupByName([...local.values()].flatMap(({ options }) => options));
		return byOption.get(name) ?? [];
	};
	const entries = () => [...local.values()].map(({ entry }) => entry);
	return {
		get server() {
			return catalog.server;
		},
		module: (name, series) => catalog.module(name, series) ?? local.get(name)?.entry,
		modules: () => [...catalog.modules(), ...entries()],
		option: (name) => catalog.option(name) ?? optionsNamed(name)[0],
		options: () => [...catalog.options(), ...[...local.values()].flatMap(({ written }) => written)],
		optionsOf(module) {
			const own = local.get(module.name);
			if (own?.entry !== module) return catalog.optionsOf(module);
			const shared = (module.reads ?? []).flatMap((name) => catalog.option(name) ?? []);
			return [...own.options, ...shared.filter(({ name }) => !own.options.some((option) => option.name === name))];
		},
		readers: (name) => [
			...catalog.readers(name),
			...[...local.values()].filter((one) => one.reads(name)).map(({ entry }) => entry),
		],
		knowsModule: (name) => catalog.knowsModule(name) || local.has(name),
		knowsOption: (name) => catalog.knowsOption(name) || optionsNamed(name).length > 0,
		keyword: (name) => catalog.keyword(name),
		keywords: () => catalog.keywords(),
	};

	function groupByName(options: readonly CatalogOption[]): ReadonlyMap<string, readonly CatalogOption[]> {
		const groups = new Map<string, CatalogOption[]>();
		for (const option of options) groups.set(option.name, [...(groups.get(option.name) ?? []), option]);
		return groups;
	}
}

/** A module whose source is looked at when it matters. */
class Lazy {
	readonly #module: LocalModule;
	#entry?: ModuleEntry;
	#options?: readonly CatalogOption[];

	constructor(module: LocalModule) {
		this.#module = module;
	}

	get entry(): ModuleEntry {
		this.#entry ??= entryOf(this.#module);
		return this.#entry;
	}

	get written(): readonly CatalogOption[] {
		const { entry } = this;
		return Object.values(entry.options).map((option) => ({ ...option, module: entry }));
	}

	get options(): readonly CatalogOption[] {
		this.#options ??= [
			...this.written,
			...familiesOf(this.entry).filter(({ name }) => !Object.hasOwn(this.entry.options, name)),
		];
		return this.#options;
	}

	reads(name: string): boolean {
		return this.options.some((option) => option.name === name);
	}
}

/** No more options than a person can have written. */
const MOST_OPTIONS = 500;

function entryOf({ name, text, libraries = [] }: LocalModule): ModuleEntry {
	if (text === undefined) {
		const summary = t("A module of this server. Its source cannot be read from here.");
		return { name, origin: "local", kind: providerKind(name) ?? "host", summary, loadedAs: PLACES, options: {} };
	}
	const { facts, reads } = extractModule({ name, texts: [text, ...libraries] });
	const options = new Map<string, OptionEntry>();
	for (const read of reads) {
		if (!isName(read.name) || options.size >= MOST_OPTIONS) continue;
		const known = options.get(read.name);
		// A read that says more counts more than a bare look.
		if (!known || (known.type === "any" && read.type !== "any")) options.set(read.name, optionOf(name, read, facts));
	}
	return {
		name,
		origin: "local",
		kind: kindOf(facts),
		summary: t("A module of this server, read from its source."),
		...placesOf(name, facts),
		...(facts.depends ? { depends: facts.depends } : {}),
		...(facts.services ? { services: servicesOf(facts.services) } : {}),
		...(facts.http ? { http: facts.http } : {}),
		options: Object.fromEntries(options),
	};
}

function kindOf({ kind, componentOnly }: ModuleFacts): ModuleEntry["kind"] {
	return componentOnly && kind === "host" ? "component" : kind;
}

function providerKind(name: string): ModuleEntry["kind"] | undefined {
	return /^(auth|storage|authz)_/.exec(name)?.[1] as ModuleEntry["kind"] | undefined;
}

const PLACES: NonNullable<ModuleEntry["loadedAs"]> = ["global", "VirtualHost", "component-list"];

function placesOf(name: string, { kind, componentOnly }: ModuleFacts): Pick<ModuleEntry, "loadedAs"> {
	if (kind !== "host" && kind !== "global") return {};
	if (componentOnly) return { loadedAs: ["component-module"] };
	return { loadedAs: /(?:^|_)component(?:_|$)/.test(name) ? [...PLACES, "component-module"] : PLACES };
}

function servicesOf(services: NonNullable<ModuleFacts["services"]>): Record<string, ServiceEntry> {
	const named = Object.entries(services).filter(([name, { prefix = "" }]) => isName(name) && /^\w*$/.test(prefix));
	return Object.fromEntries(named.map(([name, service]) => [name, { ...service, title: t("the service {0}", name) }]));
}

const EVERYWHERE: readonly OptionScope[] = ["global", "VirtualHost", "Component"];

function optionOf(module: string, read: OptionRead, { componentOnly }: ModuleFacts): OptionEntry {
	const { values } = read;
	return {
		name: read.name,
		summary: t("An option of mod_{0}, which asks for it in line {1} of its source.", module, read.line),
		type: typeOf(read),
		...(isSet(read) ? { default: defaultOf(read) } : {}),
		...(read.min === undefined ? {} : { min: bound(read.min) }),
		...(read.max === undefined ? {} : { max: bound(read.max) }),
		...(values ? { values: Object.fromEntries(values.map((value) => [value, t("one of the values it knows")])) } : {}),
		scope: read.global ? ["global"] : componentOnly ? ["global", "Component"] : EVERYWHERE,
	};
}

/** What stands in a source is shown as code or not at all: in running text it could pretend to be ours. */
const isName = (text: string) => /^[A-Za-z_]\w*$/.test(text);
const isPlain = (lua: string) => /^(?:"[^"]*"|true|false|-?[\d.]+|\{[\s\S]*\})$/.test(lua);

function isSet({ default: value, written, fallback }: OptionRead): boolean {
	return value !== undefined || written !== undefined || (fallback?.some(isName) ?? false);
}

function defaultOf({ default: value, fallback = [] }: OptionRead): string {
	const names = fallback.filter(isName);
	if (names.length === 0) return value !== undefined && isPlain(value) ? value : t("worked out when the module loads");
	const last = value !== undefined && /^[\w.-]+$/.test(value) ? [value] : [];
	return [...names, ...last].join(t(", or "));
}

function bound(lua: string): number | string {
	return /^-?[\d.]+$/.test(lua) ? Number(lua) : lua.replace(/^"|"$/g, "");
}

const TYPES: Readonly<Record<Exclude<Getter, "any">, OptionType>> = {
	string: "string",
	number: "number",
	integer: "integer",
	period: "period",
	boolean: "boolean",
	enum: "enum",
	set: "set",
	array: "array",
	"inherited-set": "inherited-set",
	path: "path",
};

/** Where the code asks without a type, the default often tells. */
function typeOf({ type, default: value = "" }: OptionRead): OptionType {
	if (type !== "any") return TYPES[type];
	if (value === "true" || value === "false") return "boolean";
	if (value.startsWith('"')) return "string";
	if (/^-?\d/.test(value)) return "number";
	return value.startsWith("{") ? "table" : "any";
}
