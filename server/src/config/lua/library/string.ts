/** Lua's `string` library, also reached as methods of texts. */
import { nil, number, type Scalar, text, unknown, type Value } from "../../value.ts";
import { fromBytes, toBytes } from "../bytes.ts";
import { callValue } from "../call.ts";
import { nth } from "../expression.ts";
import { type Builtin, builtin, type CallSite } from "../function.ts";
import { printScalar, typeName } from "../operators.ts";
import { type Capture, findPattern, type Match, Matcher, PatternError } from "../pattern.ts";
import { LONGEST_TEXT, MOST_RESULTS } from "../run.ts";
import { type Arguments, UnknownArgument, withArguments } from "./check.ts";
import { format } from "./format.ts";

type Method = (args: Arguments, site: CallSite) => readonly Value[];

const METHODS: Readonly<Record<string, Method>> = {
	len: (args, { span }) => [number(toBytes(args.string(0)).length, false, span)],
	lower: (args, site) => [
		made(
			toBytes(args.string(0)).replace(/[A-Z]+/g, (run) => run.toLowerCase()),
			site,
		),
	],
	upper: (args, site) => [
		made(
			toBytes(args.string(0)).replace(/[a-z]+/g, (run) => run.toUpperCase()),
			site,
		),
	],
	reverse: (args, site) => [made(toBytes(args.string(0)).split("").reverse().join(""), site)],
	rep(args, site) {
		const [piece, times] = [toBytes(args.string(0)), args.integer(1)];
		const separator = args.has(2) ? toBytes(args.string(2)) : "";
		if (times <= 0) return [text("", site.span)];
		if ((piece.length + separator.length) * times > LONGEST_TEXT) return [unknown(site.span, "it grows too long")];
		return [made((piece + separator).repeat(times - 1) + piece, site)];
	},
	sub(args, site) {
		const bytes = toBytes(args.string(0));
		const [from, to] = [start(args.integer(1), bytes.length), end(args.optInteger(2, -1), bytes.length)];
		return [made(from > to ? "" : bytes.slice(from - 1, to), site)];
	},
	byte(args, { span }) {
		const bytes = toBytes(args.string(0));
		const first = args.optInteger(1, 1);
		const [from, to] = [start(first, bytes.length), end(args.optInteger(2, first), bytes.length)];
		if (to - from > MOST_RESULTS) throw new UnknownArgument(unknown(span, "it is a long list of values"));
		return [...bytes.slice(from - 1, Math.max(from - 1, to))].map((char) => number(char.charCodeAt(0), false, span));
	},
	char(args, site) {
		let bytes = "";
		for (let i = 0; i < args.count; i++) {
			const code = args.integer(i);
			if (code < 0 || code > 255) throw args.bad(i, "value out of range");
			bytes += String.fromCharCode(code);
		}
		return [made(bytes, site)];
	},
	format: (args, site) => [made(format(args), site)],
	find: (args, site) => find(args, site, true),
	match: (args, site) => find(args, site, false),
	gmatch,
	gsub,
	dump: (_, { span }) => [unknown(span, "it is the result of string.dump")],
	pack: (_, { span }) => [unknown(span, "it is the result of string.pack")],
	packsize: (_, { span }) => [unknown(span, "it is the result of string.packsize")],
	unpack: (_, { span }) => [{ ...unknown(span, "it is the result of string.unpack"), many: true }],
};

const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
	Object.entries(METHODS).map(([name, method]) => [
		name,
		builtin(name, (values, site) =>
			withArguments(name, values, site, (args) => guarded(args, () => method(args, site))),
		),
	]),
);

/** The function of that name. */
export function libraryOf(name: string): Builtin | undefined {
	return BUILTINS.get(name);
}

export const STRING_LIBRARY: ReadonlyMap<string, Builtin> = BUILTINS;

function guarded(args: Arguments, run: () => readonly Value[]): readonly Value[] {
	try {
		return run();
	} catch (error) {
		if (error instanceof PatternError) throw args.error(error.message);
		throw error;
	}
}

/** The text of some bytes. */
function made(bytes: string, { span, run }: CallSite): Value {
	run.work(bytes.length);
	const known = fromBytes(bytes);
	return known === undefined ? unknown(span, "it holds bytes that are no text") : text(known, span);
}

/** Negative positions count from the end (lstrlib.c, posrelatI). */
function start(position: number, length: number): number {
	if (position > 0) return position;
	return position === 0 || position < -length ? 1 : length + position + 1;
}
function end(position: number, length: number): number {
	if (position > length) return length;
	return position >= 0 ? position : Math.max(0, length + position + 1);
}

function captured(capture: Capture, site: CallSite): Value {
	return typeof capture === "number" ? number(capture, false, site.span) : made(capture, site);
}

/** What a match gives: its captures, or the whole where it has none. */
function results(match: Match, bytes: string, site: CallSite): Value[] {
	if (match.captures.length === 0) return [made(bytes.slice(match.from, match.to), site)];
	return match.captures.map((capture) => captured(capture, site));
}

function find(args: Arguments, site: CallSite, positions: boolean): readonly Value[] {
	const { span } = site;
	const [bytes, pattern] = [toBytes(args.string(0)), toBytes(args.string(1))];
	const init = start(args.optInteger(2, 1), bytes.length) - 1;
	if (init > bytes.length) return [nil(span)];
	const plain = positions && args.any(3);
	if (plain && plain.type === "unknown") throw new UnknownArgument(plain);
	if (plain && plain.type !== "nil" && !(plain.type === "boolean" && !plain.value)) {
		const at = bytes.indexOf(pattern, init);
		return at < 0 ? [nil(span)] : [number(at + 1, false, span), number(at + pattern.length, false, span)];
	}
	const match = findPattern(bytes, pattern, init, site.run);
	if (!match) return [nil(span)];
	if (!positions) return results(match, bytes, site);
	const captures = match.captures.map((capture) => captured(capture, site));
	return [number(match.from + 1, false, span), number(match.to, false, span), ...captures];
}

function gmatch(args: Arguments, site: CallSite): readonly Value[] {
	const [bytes, pattern] = [toBytes(args.string(0)), toBytes(args.string(1))];
	let at = start(args.optInteger(2, 1), bytes.length) - 1;
	let last = -1;
	const matcher = new Matcher(bytes, pattern, site.run);
	const step = builtin("gmatch", (_, inner) => {
		for (; at <= bytes.length; at++) {
			const match = guardedMatch(args, matcher, at);
			if (!match || match.to === last) continue;
			at = match.to;
			last = match.to;
			return results(match, bytes, { ...site, span: inner.span });
		}
		return [nil(inner.span)];
	});
	return [{ type: "function", span: site.span, literal: false, callee: step }];
}

function guardedMatch(args: Arguments, matcher: Matcher, at: number): Match | undefined {
	try {
		return matcher.at(at, 0);
	} catch (error) {
		if (error instanceof PatternError) throw args.error(error.message);
		throw error;
	}
}

function gsub(args: Arguments, site: CallSite): readonly Value[] {
	const { span } = site;
	const [bytes, pattern] = [toBytes(args.string(0)), toBytes(args.string(1))];
	const replacement = args.known(2);
	if (!["string", "number", "table", "function"].includes(typeName(replacement)))
		throw args.wrong(2, "string/function/table");
	const most = args.has(3) ? args.integer(3) : bytes.length + 1;
	const anchored = pattern.startsWith("^");
	const matcher = new Matcher(bytes, pattern, site.run);
	let [out, at, count, last] = ["", 0, 0, -1];
	while (count < most) {
		const match = matcher.at(at, anchored ? 1 : 0);
		if (match && match.to !== last) {
			count++;
			const piece = replaced(match, bytes, replacement, args, site);
			site.run.work(piece.length);
			out += piece;
			at = last = match.to;
		} else if (at < bytes.length) out += bytes[at++];
		else break;
		if (out.length > LONGEST_TEXT) return [{ ...unknown(span, "it grows too long"), many: true }];
		if (anchored) break;
	}
	return [made(out + bytes.slice(at), site), number(count, false, span)];
}

function replaced(match: Match, bytes: string, replacement: Value, args: Arguments, site: CallSite): string {
	const whole = bytes.slice(match.from, match.to);
	if (replacement.type === "string" || replacement.type === "number") {
		return toBytes(printScalar(replacement)!).replace(/%([\s\S]?)/g, (_, char: string) => {
			if (char === "%") return "%";
			if (char === "0") return whole;
			const index = char >= "1" && char <= "9" ? Number(char) - 1 : -1;
			if (index < 0) throw args.error("invalid use of '%' in replacement string");
			if (index === 0 && match.captures.length === 0) return whole;
			if (index >= match.captures.length) throw args.error(`invalid capture index %${index + 1} in replacement string`);
			return String(match.captures[index]);
		});
	}
	const found = results(match, bytes, site);
	let value: Value;
	if (replacement.type === "table") {
		const key = found[0]!;
		if (key.type === "unknown") throw new UnknownArgument(key);
		value = replacement.table.get(key) ?? nil(site.span);
		if (replacement.table.blur) throw new UnknownArgument(unknown(site.span, replacement.table.blur));
	} else {
		value = nth(callValue(replacement, found, site), 0, site.span);
	}
	if (value.type === "unknown") throw new UnknownArgument(value);
	if (value.type === "nil" || (value.type === "boolean" && !value.value)) return whole;
	const printed = value.type === "string" || value.type === "number" ? printScalar(value as Scalar) : undefined;
	if (printed === undefined) throw args.error(`invalid replacement value (a ${typeName(value)})`);
	return toBytes(printed);
}
