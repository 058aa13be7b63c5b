import type * as lua from "luaparse";
import * as luaparse from "luaparse";
import { type Placed, placeOf } from "./place.ts";
import { decodeString } from "./strings.ts";
import { rangeOf } from "./tree.ts";

/** A node with its place, as every node of ours has one. */
export type Ranged = lua.Node & Placed;

/** What luaparse says about a text: its statements, or the first thing it stumbles over. */
export type Outcome =
	| { readonly ok: true; readonly statements: lua.Statement[]; readonly nodes: readonly Ranged[] }
	| { readonly ok: false; readonly index: number; readonly message: string };

const attribute = /<((?:\s|--\[\[[\s\S]*?\]\]|--[^\n]*\n)*)(const|close)((?:\s|--\[\[[\s\S]*?\]\]|--[^\n]*\n)*)>/g;
const wideEscape = /\\u\{0*([\da-fA-F]{6,})\}/g;

/**
 * Parses a text with luaparse, bridging what it does not know of Lua 5.4. Never throws.
 * @param collect whether to return all nodes, which a caller needs in order to move them
 */
export function parseLua(text: string, collect = false): Outcome {
	const source = blankNewSyntax(text);
	const nodes: Ranged[] = [];
	const options: Partial<luaparse.Options> = {
		luaVersion: "5.3",
		encodingMode: "none",
		comments: false,
		ranges: true,
		onCreateNode: (node) => {
			const [from, to] = rangeOf(node);
			settle(node as Ranged, from, to, text);
			if (collect) nodes.push(node as Ranged);
		},
	};
	try {
		return { ok: true, statements: parsed(source, options).body, nodes };
	} catch (error) {
		const failure = asFailure(error, text);
		const label = /no visible label '(\w+)'/.exec(failure.message)?.[1];
		if (label === undefined) return failure;
		// The label stands in another chunk of the file.
		try {
			nodes.length = 0;
			const { body } = parsed(`${source}\n::${label}::`, options);
			return { ok: true, statements: body.slice(0, -1), nodes };
		} catch (again) {
			return asFailure(again, text);
		}
	}
}

/**
 * Makes what luaparse hands out what we keep: with its place in one number, and texts decoded our way.
 * @param text where it was typed, with the place that offsets count from
 */
export function settle(node: Ranged, from: number, to: number, text: string, origin = 0): void {
	node.range = placeOf(from, to, node.range);
	if (node.type === "StringLiteral") {
		node.raw = text.slice(origin + from, origin + to);
		node.value = decodeString(node.raw);
	} else trim(node);
}

/** The parser fills its lists one by one, and V8 makes room for seventeen: most of them hold one. */
function trim(node: lua.Node): void {
	if (node.type === "AssignmentStatement" || node.type === "LocalStatement") {
		node.variables = node.variables.slice() as typeof node.variables;
		node.init = node.init.slice();
	} else if (node.type === "TableConstructorExpression") node.fields = node.fields.slice();
	else if (node.type === "CallExpression") node.arguments = node.arguments.slice();
}

/** The parser says by an error where it stops. Nobody looks at that error's stack, and making one takes longer than parsing a statement. */
function parsed(source: string, options: Partial<luaparse.Options>): lua.Chunk {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 0;
	try {
		return luaparse.parse(source, options);
	} finally {
		Error.stackTraceLimit = stackTraceLimit;
	}
}

function asFailure(error: unknown, text: string): { ok: false; index: number; message: string } {
	if (error instanceof SyntaxError) {
		const index = (error as SyntaxError & { index?: number }).index ?? 0;
		return { ok: false, index: Math.min(index, text.length), message: error.message.replace(/^\[\d+:\d+\] /, "") };
	}
	// A stack overflow in the parser: the guard on depth comes first, this is the net below it.
	return { ok: false, index: 0, message: "nested too deeply" };
}

/** Replaces what only Lua 5.4 knows by something of the same length that luaparse knows. */
function blankNewSyntax(text: string): string {
	let source = text;
	if (source.startsWith("#!")) source = `##${source.slice(2)}`;
	if (source.indexOf("<") >= 0 && /\blocal\b/.test(source)) source = blankAttributes(source);
	// Hexadecimal numbers that begin with the point; whoever needs the value reads it from the text.
	if (/0[xX]\./.test(source))
		source = source.replace(/\b0[xX]\.[\da-fA-F]+(?:[pP][-+]?\d+)?/g, (all) => "0".repeat(all.length));
	if (source.indexOf("\\u{") >= 0) source = source.replace(wideEscape, (all) => `\\u{${"0".repeat(all.length - 4)}}`);
	return source;
}

/** `local x <const>, y <close> = …`. A comparison of that form would be none that Lua can make sense of. */
function blankAttributes(text: string): string {
	return text.replace(attribute, (_, before: string, word: string, after: string) => {
		return ` ${before}${" ".repeat(word.length)}${after} `;
	});
}
