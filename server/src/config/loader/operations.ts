/** What can be done with a reference to an option since 13.0 (config_option_proxy_mt in core/configmanager.lua). */
import { argument } from "../lua/call.ts";
import { LuaError } from "../lua/errors.ts";
import { type Builtin, builtin, type CallSite } from "../lua/function.ts";
import { entriesOf } from "../lua/library/base.ts";
import { LuaTable } from "../lua/table.ts";
import { nil, number, type ReferenceValue, unknown, type Value } from "../value.ts";
import { type FileRun, fileOf } from "./file-run.ts";

const list = (
	operation: (self: ReferenceValue, args: readonly Value[], site: CallSite, file: FileRun) => readonly Value[],
) =>
	function call(args: readonly Value[], site: CallSite): readonly Value[] {
		const file = fileOf(site);
		const self = argument(args, 0, site);
		if (self.type === "unknown") return [{ ...unknown(site.span, self.reason), many: true }];
		if (self.type !== "reference") {
			throw new LuaError("lua", site.span, `attempt to index a ${self.type} value (local 'self')`, undefined, null);
		}
		return operation(self, args.slice(1), site, file);
	};

export const OPERATIONS: ReadonlyMap<string, Builtin> = new Map(
	[
		builtin("append", list(append)),
		builtin(
			"value",
			list((self, _, site, file) => [currentValue(self, file) ?? nil(site.span)]),
		),
		builtin("values", list(values)),
		builtin("call", list(call)),
	].map((operation) => [operation.name, operation]),
);

function currentValue({ host, option }: ReferenceValue, file: FileRun): Value | undefined {
	return file.loader.hosts.find(host)?.values.get(option);
}

/** `option { … }` */
function call(self: ReferenceValue, args: readonly Value[], site: CallSite, file: FileRun): readonly Value[] {
	const value = argument(args, 0, site);
	if (value.type === "unknown") return append(self, args, site, file);
	const current = currentValue(self, file);
	const isTable = !current || current.type === "table" || current.type === "nil" || current.type === "unknown";
	if (isTable && (value.type === "table" || value.type === "reference")) return append(self, args, site, file);
	file.warn({ kind: "invalid-syntax", at: self.span, name: self.option });
	throw new LuaError("call", self.span, "Invalid syntax - missing '=' perhaps?", self.option, site.line);
}

function append(self: ReferenceValue, args: readonly Value[], site: CallSite, file: FileRun): readonly Value[] {
	const { run, frame, span, line } = site;
	const host = file.loader.hosts.find(self.host);
	const more = argument(args, 0, site);
	const current = currentValue(self, file);
	const base = current ?? new LuaTable([], undefined, frame.file).value(span, false);
	if (more.type === "reference") {
		const message = "Unknown config option operation: '1'";
		throw new LuaError("method", more.span, message, "1", null);
	}
	if (more.type !== "table" && more.type !== "unknown") {
		const message = "'append' operation expects a list of values to append to the existing list";
		throw new LuaError("lua", more.span, message, self.option, line);
	}
	if (base.type === "table") {
		run.touch(base.table, frame.file);
		if (more.type === "unknown") base.table.blurWith(more.reason);
		else merge(base.table, more.table, site);
	} else if (base.type === "reference") {
		// It goes into the reference that was stored, and is lost with it.
		return [self];
	} else if (base.type !== "unknown") {
		throw new LuaError(
			"lua",
			self.span,
			`bad argument #1 to 't_insert' (table expected, got ${base.type})`,
			self.option,
			null,
		);
	}
	if (host) {
		run.write(host.values, self.option, base);
		const { section } = file.place;
		if (section.scope === host.scope) {
			file.note(section, { option: self.option, nameSpan: self.span, statement: span, value: more, kind: "append" });
		}
	}
	return [self];
}

/** List part to the list part, or else fields over fields. */
function merge(base: LuaTable, more: LuaTable, { span }: CallSite): void {
	const at = (index: number): Value => number(index, false, span);
	if (more.blur !== undefined) base.blurWith(more.blur);
	const first = more.get(at(1));
	if (first) {
		for (let i = 1, value: Value | undefined = first; value; value = more.get(at(++i))) {
			const length = base.length;
			if (length === undefined) {
				base.blurWith("a list with a gap has no certain length");
				return;
			}
			base.set(at(length + 1), value);
		}
		return;
	}
	for (const [key, value] of entriesOf(more)) base.set(key, value);
}

function values(self: ReferenceValue, _: readonly Value[], { span }: CallSite, file: FileRun): readonly Value[] {
	const value = currentValue(self, file);
	if (value?.type !== "table") return [unknown(span, "it is only known when Prosody runs"), nil(span), nil(span)];
	const { table } = value;
	let index = 0;
	const step = builtin("values", (_args, inner) => {
		if (table.blur !== undefined) return [unknown(inner.span, table.blur)];
		const entries = entriesOf(table);
		if (entries.length - table.list.length > 1 && index >= table.list.length)
			return [unknown(inner.span, "the order of a table's fields is not certain")];
		return [entries[index++]?.[1] ?? nil(inner.span)];
	});
	return [{ type: "function", span, literal: false, callee: step }, value, nil(span)];
}
