import { isDigit, isHexDigit, isNewline, skipNewline } from "./chars.ts";

const simpleEscapes: Readonly<Record<string, string>> = {
	a: "\x07",
	b: "\b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "\t",
	v: "\v",
	"\\": "\\",
	'"': '"',
	"'": "'",
};

/**
 * What Lua makes of an escape sequence.
 * @param at offset of the backslash
 * @returns the offset behind the sequence and either the text or the byte it stands for; undefined when Lua rejects it
 */
export function readEscape(text: string, at: number): { to: number; text?: string; byte?: number } | undefined {
	const letter = text.charAt(at + 1);
	const simple = simpleEscapes[letter];
	if (simple !== undefined && letter !== "") return { to: at + 2, text: simple };
	const code = text.charCodeAt(at + 1);
	if (isNewline(code)) return { to: skipNewline(text, at + 1), text: "\n" };
	if (letter === "z") {
		let to = at + 2;
		while (to < text.length) {
			const next = text.charCodeAt(to);
			if (!isNewline(next) && next !== 32 && !(next >= 9 && next <= 12)) break;
			to++;
		}
		return { to, text: "" };
	}
	if (letter === "x") {
		if (!isHexDigit(text.charCodeAt(at + 2)) || !isHexDigit(text.charCodeAt(at + 3))) return undefined;
		return { to: at + 4, byte: Number.parseInt(text.slice(at + 2, at + 4), 16) };
	}
	if (letter === "u") {
		if (text.charAt(at + 2) !== "{") return undefined;
		let to = at + 3;
		while (isHexDigit(text.charCodeAt(to))) to++;
		if (to === at + 3 || text.charAt(to) !== "}") return undefined;
		const value = Number.parseInt(text.slice(at + 3, to), 16);
		if (value >= 0x80000000) return undefined;
		return { to: to + 1, text: value > 0x10ffff ? "\ufffd" : String.fromCodePoint(value) };
	}
	if (isDigit(code)) {
		let to = at + 2;
		while (to < at + 4 && isDigit(text.charCodeAt(to))) to++;
		const byte = Number.parseInt(text.slice(at + 1, to), 10);
		return byte > 255 ? undefined : { to, byte };
	}
	return undefined;
}

/**
 * The value of a string literal as Lua reads it: escapes resolved, line breaks turned into `\n`, runs of bytes taken as UTF-8.
 * @param raw the literal with its delimiters
 */
export function decodeString(raw: string): string {
	const first = raw.charCodeAt(0);
	if (first === 91) return decodeLong(raw);
	const end = raw.length - 1;
	if (raw.indexOf("\\") < 0) return raw.slice(1, end);
	let out = "";
	let bytes: number[] = [];
	let plain = 1;
	let at = 1;
	const flush = (): void => {
		if (bytes.length === 0) return;
		out += decodeBytes(bytes);
		bytes = [];
	};
	while (at < end) {
		if (raw.charCodeAt(at) !== 92) {
			at++;
			continue;
		}
		if (plain < at) {
			flush();
			out += raw.slice(plain, at);
		}
		const sequence = readEscape(raw, at);
		if (sequence === undefined) {
			// Lua would reject it; keep what is typed.
			flush();
			out += raw.slice(at, at + 1);
			at += 1;
		} else {
			if (sequence.byte === undefined) flush();
			if (sequence.byte !== undefined) bytes.push(sequence.byte);
			else out += sequence.text ?? "";
			at = sequence.to;
		}
		plain = at;
	}
	flush();
	if (plain < end) out += raw.slice(plain, end);
	return out;
}

function decodeLong(raw: string): string {
	let level = 1;
	while (raw.charCodeAt(level) === 61) level++;
	let from = level + 1;
	const to = raw.length - level - 1;
	if (from < to && isNewline(raw.charCodeAt(from))) from = skipNewline(raw, from);
	const body = raw.slice(from, Math.max(from, to));
	return body.indexOf("\r") < 0 ? body : body.replace(/\r\n|\n\r|\r/g, "\n");
}

/** Bytes to text: UTF-8 where they are UTF-8, the replacement character where they are not. */
function decodeBytes(bytes: readonly number[]): string {
	let out = "";
	for (let i = 0; i < bytes.length; ) {
		const lead = bytes[i]!;
		const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
		let value = length === 1 ? lead : lead & (0x7f >> length);
		let valid = lead < 0xf5;
		for (let k = 1; k < length; k++) {
			const next = bytes[i + k] ?? 0;
			if ((next & 0xc0) !== 0x80) valid = false;
			value = (value << 6) | (next & 0x3f);
		}
		if (!valid || value > 0x10ffff) {
			out += "\ufffd";
			i++;
		} else {
			out += String.fromCodePoint(value);
			i += length;
		}
	}
	return out;
}
