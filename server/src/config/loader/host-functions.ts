/** `VirtualHost` and `Component` with their other names, in all the ways they are called (core/configmanager.lua). */
import type * as lua from "luaparse";
import { Span } from "../../syntax/tree.ts";
import { nameprep } from "../host-name.ts";
import { argument } from "../lua/call.ts";
import { LuaError } from "../lua/errors.ts";
import { type Builtin, builtin, type CallSite } from "../lua/function.ts";
import { entriesOf } from "../lua/library/base.ts";
import { printNumber } from "../lua/number.ts";
import { typeName } from "../lua/operators.ts";
import { boolean, text, truthiness, type Value } from "../value.ts";
import { atLeast } from "../version.ts";
import { type FileRun, fileOf } from "./file-run.ts";
import type { MutableSection } from "./history.ts";
import type { HostTable } from "./hosts.ts";

type Kind = "VirtualHost" | "Component";

export const HOST_FUNCTIONS: readonly Builtin[] = [
	...["VirtualHost", "Host", "host"].map((name) =>
		builtin(name, (args, site) => virtualHost(fileOf(site), args, site)),
	),
	...["Component", "component"].map((name) => builtin(name, (args, site) => component(fileOf(site), args, site))),
];

interface Opened {
	readonly host: HostTable;
	readonly section: MutableSection;
}

function virtualHost(file: FileRun, args: readonly Value[], site: CallSite): readonly Value[] {
	const value = argument(args, 0, site);
	const name = hostName(file, "VirtualHost", value, site);
	const opened = open(file, "VirtualHost", name, value, site);
	mark(file, opened, "defined", boolean(true, site.span));
	return [continuation(site, "VirtualHost", (more, next) => virtualHostOptions(file, opened, name, more, next))];
}

function virtualHostOptions(
	file: FileRun,
	opened: Opened,
	name: string | undefined,
	args: readonly Value[],
	site: CallSite,
): readonly Value[] {
	extend(opened, site);
	const options = argument(args, 0, site);
	if (isOld(file) && (options.type === "string" || options.type === "nil")) throw noOptions(file, options);
	if (options.type === "string") {
		file.enterGlobal();
		const message = `VirtualHost entries do not accept a module name (module '${options.value}' provided for host '${name ?? "?"}')`;
		throw new LuaError("vhost-module", options.span, message, options.value, site.line);
	}
	if (options.type !== "table" && options.type !== "unknown" && options.type !== "reference") {
		file.enterGlobal();
		const message = `Invalid syntax following VirtualHost, expected options but received a ${typeName(options)}`;
		throw new LuaError("lua", options.span, message, undefined, site.line);
	}
	setOptions(file, opened, options, site);
	return [];
}

/** Nothing looks at what follows the name before it is gone through. */
function noOptions(file: FileRun, value: Value): LuaError {
	file.enterGlobal();
	const message = `bad argument #1 to 'for iterator' (table expected, got ${typeName(value)})`;
	return new LuaError("lua", value.span, message, undefined, null);
}

/** Up to 0.11 hosts without a proper name are not refused. */
function isOld({ loader }: FileRun): boolean {
	return !atLeast(loader.version.series, "0.12");
}

/** Sets what Prosody itself notes about a host. */
function mark(file: FileRun, { host }: Opened, option: string, value: Value): void {
	if (host !== file.loader.hosts.global) file.run.write(host.values, option, value);
}

function component(file: FileRun, args: readonly Value[], site: CallSite): readonly Value[] {
	const value = argument(args, 0, site);
	const name = hostName(file, "Component", value, site);
	const opened = open(file, "Component", name, value, site);
	mark(file, opened, "component_module", text("component", site.span));
	mark(file, opened, "load_global_modules", boolean(false, site.span));
	const options = (more: readonly Value[], next: CallSite): readonly Value[] => {
		extend(opened, next);
		const value = argument(more, 0, next);
		if (value.type !== "table" && value.type !== "unknown" && value.type !== "reference") throw noOptions(file, value);
		setOptions(file, opened, value, next);
		return [];
	};
	const module = (more: readonly Value[], next: CallSite): readonly Value[] => {
		const value = argument(more, 0, next);
		if (value.type !== "string" && value.type !== "unknown") return options(more, next);
		extend(opened, next);
		if (file.run.quiet === 0) opened.section.moduleSpan = value.span;
		mark(file, opened, "component_module", value);
		if (value.type === "unknown")
			file.miss({ kind: "dynamic", at: value.span, what: `the module of Component "${name ?? "?"}"` });
		return [continuation(next, "Component", options)];
	};
	return [continuation(site, "Component", module)];
}

function continuation(site: CallSite, name: string, call: Builtin["call"]): Value {
	return { type: "function", span: site.span, literal: false, callee: builtin(name, call) };
}

/** The head of a section is the whole chain of calls. */
function extend({ section }: Opened, site: CallSite): void {
	if (site.run.quiet === 0 && section.head?.chunk === site.span.chunk && section.head.from === site.span.from)
		section.head = site.span;
}

/**
 * Notes an error that ends the load, unless it is caught. The section is read on all the same: its options are nobody's,
 * but an admin wants to see them looked at.
 */
function refuse(file: FileRun, error: LuaError): void {
	if (file.run.guarded > 0 || file.run.uncertain > 0) throw error;
	file.fail(error);
}

/** The host's name as Prosody files it; undefined when it is not known, or no name. */
function hostName(file: FileRun, kind: Kind, value: Value, site: CallSite): string | undefined {
	if (value.type === "unknown") {
		file.miss({ kind: "dynamic", at: site.span, what: site.span.text });
		return undefined;
	}
	const what = kind === "VirtualHost" ? "Host" : "Component";
	if (isOld(file)) return value.type === "string" ? nameprep(value.value) : undefined;
	if (!truthiness(value)) {
		const at = site.args.length > 0 ? value.span : site.span;
		refuse(file, new LuaError("host-name", at, `${what} must have a name`, undefined, site.line));
		return undefined;
	}
	const name =
		value.type === "string" ? value.value : value.type === "number" ? printNumber(value.value, value.float) : undefined;
	if (name === undefined) {
		const message = `bad argument #1 to 'nameprep' (string expected, got ${typeName(value)})`;
		refuse(file, new LuaError("host-name", value.span, message, undefined, null));
		return undefined;
	}
	const prepared = nameprep(name);
	if (prepared === undefined) {
		const message = `Name of ${what} "${name}" contains forbidden characters`;
		refuse(file, new LuaError("host-name", value.span, message, name, null));
	}
	return prepared;
}

function enterStray(file: FileRun, kind: Kind, name: string, { span }: CallSite, nameSpan?: Span): Opened {
	const host = file.loader.hosts.stray(name, kind);
	const section = file.history.open(host.scope, span, nameSpan);
	file.enter(host, section);
	return { host, section };
}

function open(file: FileRun, kind: Kind, name: string | undefined, value: Value, site: CallSite): Opened {
	const { span } = site;
	if (name === undefined && isOld(file) && value.type !== "unknown") {
		const host = file.loader.hosts.global;
		const section = file.history.open(host.scope);
		file.enter(host, section);
		return { host, section };
	}
	if (name === undefined) return enterStray(file, kind, "?", site);
	if (file.run.uncertain > 0) file.miss({ kind: "dynamic", at: span, what: `${kind} "${name}"` });
	const known = file.loader.hosts.find(name);
	const isComponent = (known?.values.get("component_module")?.type ?? "nil") !== "nil";
	const isHost = (known?.values.get("defined")?.type ?? "nil") !== "nil";
	if (known && (kind === "VirtualHost" ? isComponent : isHost && !isComponent)) {
		const other = kind === "VirtualHost" ? "Component" : "VirtualHost";
		const message = `${kind} "${name}" clashes with the ${other} of the same name`;
		refuse(file, new LuaError("host-clash", value.span, message, name, null));
		return enterStray(file, kind, name, site, value.span);
	}
	const host = file.loader.hosts.get(name, kind);
	const section = file.history.open(host.scope, span, value.span);
	file.enter(host, section);
	return { host, section };
}

/** The options of the form with a table; the global section goes on behind it. */
function setOptions(file: FileRun, { host, section }: Opened, options: Value, site: CallSite): void {
	if (file.run.quiet === 0) section.form = "table";
	file.enterGlobal();
	if (options.type !== "table" || options.table.blur !== undefined) {
		file.miss({ kind: "dynamic", at: options.span, what: site.span.text.split("\n", 1)[0] ?? "" });
	}
	if (options.type !== "table") return;
	const written = site.args[0]?.type === "TableConstructorExpression" ? site.args[0].fields : [];
	for (const [key, value] of entriesOf(options.table)) {
		const option = key.type === "string" ? key.value : key.type === "number" ? `[${key.value}]` : undefined;
		if (option === undefined) continue;
		file.run.write(host.values, option, value);
		if (key.type !== "string") continue;
		const statement = fieldOf(key.span, written, site) ?? around(key.span, value.span);
		file.note(section, { option, nameSpan: key.span, statement, value, kind: "set" });
	}
}

/** The field of the table that a key stands in. */
function fieldOf(
	key: Span,
	fields: readonly lua.TableConstructorExpression["fields"][number][],
	{ frame }: CallSite,
): Span | undefined {
	return fields
		.map((field) => frame.span(field))
		.find((field) => field.chunk === key.chunk && field.from <= key.from && key.to <= field.to);
}

function around(key: Span, value: Span): Span {
	return key.chunk === value.chunk && key.from < value.to ? new Span(key.chunk, key.from, value.to) : value;
}
