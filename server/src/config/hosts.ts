/** `VirtualHost`, `Component` and `Include`, in all the ways they are called (core/configmanager.lua). */
import type * as lua from "luaparse";
import type { Chunk, Span } from "../syntax/tree.ts";
import { type Call, isSingleCall } from "./calls.ts";
import { nameprep } from "./host-name.ts";
import type { Record } from "./record.ts";
import type { LoadedScope } from "./scope.ts";
import type { Value } from "./value.ts";

/** What a call needs of the place it stands in. */
export interface CallSite {
	readonly record: Record;
	readonly chunk: Chunk;
	/** False inside an `if`, a loop or a function. */
	readonly certain: boolean;
	value(node: lua.Expression): Value;
}

/** A section begins: `VirtualHost "x"`, `Component "x" "module"`, each also with a table of options behind it. */
export function openHost(
	site: CallSite,
	kind: "VirtualHost" | "Component",
	args: readonly lua.Expression[],
	call: Call,
): void {
	const { record, chunk } = site;
	const head = chunk.span(call);
	const nameValue = args[0] ? site.value(args[0]) : undefined;
	const name = nameValue?.type === "string" ? nameprep(nameValue.value) : undefined;
	if (!nameValue || name === undefined) {
		openNameless(record, kind, nameValue, head);
		return;
	}
	if (!site.certain) record.unseen.push({ kind: "dynamic", at: head, what: `${kind} "${name}"` });
	const scope = record.host(kind, name, nameValue.span);
	const rest = args.slice(1);
	const options =
		rest.at(-1)?.type === "TableConstructorExpression" ? (rest.pop() as lua.TableConstructorExpression) : undefined;
	// `Component("x", "muc")`: the second argument of one call is lost; only a second call names the module.
	const moduleNode = isSingleCall(call) ? undefined : rest[0];
	record.openSection(scope, options ? "table" : "statements", head, nameValue.span);
	if (kind === "Component") {
		scope.module ??= "component";
		if (moduleNode) setModule(site, scope, moduleNode);
	} else if (moduleNode) {
		const message = "VirtualHost entries do not accept a module name";
		record.fail({ kind: "vhost-module", at: chunk.span(moduleNode), message });
	}
	if (options) {
		setOptions(site, options);
		// After a table the global section goes on.
		record.openSection(record.global, "statements");
	}
}

function setModule(site: CallSite, scope: LoadedScope, node: lua.Expression): void {
	const value = site.value(node);
	if (value.type === "string") {
		scope.module = value.value;
		site.record.section.moduleSpan = value.span;
	} else {
		scope.module = undefined;
		site.record.unseen.push({ kind: "dynamic", at: value.span, what: `the module of Component "${scope.name}"` });
	}
}

function openNameless(record: Record, kind: "VirtualHost" | "Component", name: Value | undefined, head: Span): void {
	if (name?.type === "unknown") record.unseen.push({ kind: "dynamic", at: head, what: head.text });
	else record.fail({ kind: "call", at: name?.span ?? head, message: `${kind} needs a host name in quotes` });
	// The options that follow belong to a host nobody can name.
	record.openSection(record.stray(kind, "?"), "statements", head);
}

function setOptions(site: CallSite, options: lua.TableConstructorExpression): void {
	const { record, chunk } = site;
	for (const field of options.fields) {
		if (field.type === "TableValue") continue;
		const key: Value =
			field.type === "TableKeyString"
				? { type: "string", value: field.key.name, span: chunk.span(field.key), literal: true }
				: site.value(field.key);
		if (key.type !== "string") continue;
		record.assign({
			option: key.value,
			nameSpan: key.span,
			statement: chunk.span(field),
			value: site.value(field.value),
			kind: "set",
			conditional: !site.certain,
		});
	}
}

/** `Include "path"`: noted as not seen. */
export function include(site: CallSite, argument: lua.Expression | undefined, call: Call): void {
	const value = argument && site.value(argument);
	site.record.unseen.push({
		kind: "include",
		at: site.chunk.span(call),
		what: value?.type === "string" ? value.value : argument ? site.chunk.span(argument).text : "",
	});
}
