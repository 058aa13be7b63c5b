/** Lua's `math` library. */
import { boolean, nil, number, text, unknown, type Value } from "../../value.ts";
import { type Builtin, builtin, type CallSite } from "../function.ts";
import { type Arguments, UnknownArgument, withArguments } from "./check.ts";

type Method = (args: Arguments, site: CallSite) => readonly Value[];

const real =
	(compute: (value: number) => number): Method =>
	(args, { span }) => [number(compute(args.number(0).value), true, span)];

/** A float that is whole becomes an integer. */
function whole(value: number, span: Value["span"]): Value {
	return number(value + 0, !Number.isSafeInteger(value), span);
}

const METHODS: Readonly<Record<string, Method>> = {
	floor: (args, { span }) => [whole(Math.floor(args.number(0).value), span)],
	ceil: (args, { span }) => [whole(Math.ceil(args.number(0).value), span)],
	abs(args, { span }) {
		const { value, float } = args.number(0);
		return [number(Math.abs(value), float, span)];
	},
	max: (args, site) => [best(args, site, 1)],
	min: (args, site) => [best(args, site, -1)],
	sqrt: real(Math.sqrt),
	exp: real(Math.exp),
	sin: real(Math.sin),
	cos: real(Math.cos),
	tan: real(Math.tan),
	fmod(args, { span }) {
		const [a, b] = [args.number(0), args.number(1)];
		const float = a.float || b.float;
		if (!float && b.value === 0) throw args.bad(1, "zero");
		return [number((a.value % b.value) + 0, float, span)];
	},
	modf(args, { span }) {
		const { value } = args.number(0);
		return [whole(Math.trunc(value), span), number(Number.isFinite(value) ? value % 1 : 0, true, span)];
	},
	tointeger(args, { span }) {
		const value = args.given(0);
		if (value.type === "unknown") throw new UnknownArgument(value);
		if (value.type === "string") throw new UnknownArgument(unknown(span, "it depends on the Lua that runs Prosody"));
		return [
			value.type === "number" && Number.isSafeInteger(value.value) ? number(value.value, false, span) : nil(span),
		];
	},
	type(args, { span }) {
		const value = args.given(0);
		if (value.type === "unknown") throw new UnknownArgument(value);
		return [value.type === "number" ? text(value.float ? "float" : "integer", span) : nil(span)];
	},
	ult(args, { span }) {
		return [boolean(BigInt.asUintN(64, BigInt(args.integer(0))) < BigInt.asUintN(64, BigInt(args.integer(1))), span)];
	},
	log: (_, { span }) => [unknown(span, "it is the result of math.log")],
	random: (_, { span }) => [unknown(span, "it is a random number")],
	randomseed: () => [],
};

function best(args: Arguments, { span }: CallSite, sign: 1 | -1): Value {
	let found = args.number(0);
	for (let i = 1; i < args.count; i++) {
		const next = args.number(i);
		if (sign * (next.value - found.value) > 0) found = next;
	}
	return number(found.value, found.float, span);
}

const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
	Object.entries(METHODS).map(([name, method]) => [
		name,
		builtin(name, (values, site) => withArguments(name, values, site, (args) => method(args, site))),
	]),
);

export const MATH_LIBRARY: ReadonlyMap<string, Builtin> = BUILTINS;
