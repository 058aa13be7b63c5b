/** `string.format` */
import { unknown } from "../../value.ts";
import { toBytes } from "../bytes.ts";
import { printG } from "../number.ts";
import { LONGEST_TEXT } from "../run.ts";
import { printValue } from "./base.ts";
import { type Arguments, UnknownArgument } from "./check.ts";

/** The formatted bytes. */
export function format(args: Arguments): string {
	const template = toBytes(args.string(0));
	let index = 0;
	let room = LONGEST_TEXT;
	return template.replace(
		/%(%|([-+ #0]*)(\d*)(?:\.(\d*))?([\s\S]?))/g,
		(whole, all: string, flags, width, precision, kind) => {
			if (all === "%") return "%";
			index++;
			if (width.length > 2 || precision?.length > 2)
				throw args.error(`invalid conversion specification: '${whole.slice(0, 40)}'`);
			const piece = one(args, index, kind, precision, whole, flags);
			const padded = pad(piece, flags, Number(width || 0), /[diouxXeEfFgG]/.test(kind));
			room -= padded.length;
			if (room < 0) throw new UnknownArgument(unknown(args.site.span, "it grows too long"));
			args.site.run.work(padded.length);
			return padded;
		},
	);
}

function one(
	args: Arguments,
	index: number,
	kind: string,
	precision: string | undefined,
	whole: string,
	flags: string,
): string {
	const sign = (digits: string) =>
		digits.startsWith("-") ? digits : flags.includes("+") ? `+${digits}` : flags.includes(" ") ? ` ${digits}` : digits;
	switch (kind) {
		case "d":
		case "i": {
			const value = args.integer(index);
			const digits = String(Math.abs(value)).padStart(Number(precision || 0), "0");
			return sign((value < 0 ? "-" : "") + digits);
		}
		case "u":
		case "x":
		case "X":
		case "o": {
			const value = args.integer(index);
			if (value < 0) throw notExact(args);
			const digits = value.toString(kind === "o" ? 8 : kind === "u" ? 10 : 16).padStart(Number(precision || 0), "0");
			const prefix = flags.includes("#") && value !== 0 && kind !== "u" ? (kind === "o" ? "0" : "0x") : "";
			return kind === "X" ? (prefix + digits).toUpperCase() : prefix + digits;
		}
		case "c":
			return String.fromCharCode(args.integer(index) & 255);
		case "f":
		case "F":
		case "e":
		case "E":
		case "g":
		case "G": {
			const { value } = args.number(index);
			return sign(
				kind === kind.toUpperCase()
					? float(value, kind.toLowerCase(), precision).toUpperCase()
					: float(value, kind, precision),
			);
		}
		case "s": {
			const bytes = toBytes(printValue(args, index));
			return precision === undefined ? bytes : bytes.slice(0, Number(precision || 0));
		}
		case "q": {
			const value = args.known(index);
			if (value.type !== "string") throw notExact(args);
			return quote(toBytes(value.value));
		}
		case "a":
		case "A":
		case "p":
			throw notExact(args);
		default:
			throw args.error(`invalid conversion '${whole}' to 'format'`);
	}
}

/** A text as Lua could read it back. */
function quote(bytes: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are escaped
	const inside = bytes.replace(/["\\\n]|[\0-\x1f\x7f](?=(\d?))/g, (char, digit: string | undefined) => {
		if (char === '"' || char === "\\" || char === "\n") return `\\${char}`;
		const code = String(char.charCodeAt(0));
		return `\\${digit ? code.padStart(3, "0") : code}`;
	});
	return `"${inside}"`;
}

function notExact({ site: { span } }: Arguments): UnknownArgument {
	return new UnknownArgument(unknown(span, "it is the result of string.format"));
}

function float(value: number, kind: string, precision: string | undefined): string {
	if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
	const digits = Math.min(precision === undefined ? 6 : Number(precision || 0), 99);
	if (kind === "f") return Object.is(value, -0) ? `-${(0).toFixed(digits)}` : exactFixed(value, digits);
	if (kind === "g") return printG(value, digits);
	return value.toExponential(digits).replace(/e([-+])(\d)$/, "e$10$2");
}

/** Right in the middle between two numbers C takes the even one; undefined anywhere else. */
function halfToEven(value: number, digits: number): string | undefined {
	const scaled = value * 10 ** digits;
	if (digits > 15 || Math.abs(scaled % 1) !== 0.5 || scaled / 10 ** digits !== value) return undefined;
	const low = Math.floor(scaled);
	return ((low % 2 === 0 ? low : low + 1) / 10 ** digits).toFixed(digits);
}

/** JavaScript switches to exponents where C goes on with digits. */
function exactFixed(value: number, digits: number): string {
	const even = halfToEven(value, digits);
	if (even !== undefined) return even;
	return Math.abs(value) < 1e21
		? value.toFixed(digits)
		: BigInt(value).toString() + (digits > 0 ? `.${"0".repeat(digits)}` : "");
}

function pad(piece: string, flags: string, width: number, numeric: boolean): string {
	if (piece.length >= width) return piece;
	if (flags.includes("-")) return piece.padEnd(width);
	if (!numeric || !flags.includes("0")) return piece.padStart(width);
	const sign = /^[-+ ]/.test(piece) ? piece[0]! : "";
	return sign + piece.slice(sign.length).padStart(width - sign.length, "0");
}
