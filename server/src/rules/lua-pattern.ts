/**
 * Lua's patterns as regular expressions, to tell what they match.
 * Names of accounts are lower case and may hold any letter; classes such as %a know ASCII only, as in Prosody's C locale.
 */

/** `regexp` is missing for what regular expressions cannot say, such as %b(). */
export type LuaPattern = { readonly valid: true; readonly regexp?: RegExp } | { readonly valid: false };

const CLASSES: Readonly<Record<string, string>> = {
	a: "A-Za-z",
	c: "\\x00-\\x1f\\x7f",
	d: "0-9",
	g: "\\x21-\\x7e",
	l: "a-z",
	p: "!-\\/:-@\\[-`{-~",
	s: "\\t-\\r ",
	u: "A-Z",
	w: "A-Za-z0-9",
	x: "0-9A-Fa-f",
};

/** Reads a pattern the way lstrlib.c does. */
export function readLuaPattern(pattern: string): LuaPattern {
	// Without any of these Lua looks for the text as it is, brackets that close nothing included.
	if (!/[\^$*+?.([%-]/.test(pattern)) return { valid: true, regexp: new RegExp([...pattern].map(literal).join("")) };
	let source = "";
	let at = 0;
	let exact = true;
	const open: number[] = [];
	if (pattern[0] === "^") {
		source += "^";
		at++;
	}
	while (at < pattern.length) {
		const char = pattern[at]!;
		if (char === "(" || char === ")") {
			if (char === "(") open.push(at);
			else if (open.pop() === undefined) return { valid: false };
			source += char;
			at++;
			continue;
		}
		if (char === "$" && at === pattern.length - 1) {
			source += "$";
			break;
		}
		if (char === "%" && /[bf0-9]/.test(pattern[at + 1] ?? "")) {
			if (pattern[at + 1] === "b" && at + 3 >= pattern.length) return { valid: false };
			exact = false;
			at += pattern[at + 1] === "b" ? 4 : 2;
			continue;
		}
		const end = singleEnd(pattern, at);
		if (end === undefined) return { valid: false };
		source += single(pattern.slice(at, end));
		at = end;
		const quantifier = pattern[at] ?? "";
		if (quantifier !== "" && "*+?-".includes(quantifier)) {
			source += quantifier === "-" ? "*?" : quantifier;
			at++;
		}
	}
	if (open.length > 0) return { valid: false };
	if (!exact) return { valid: true };
	try {
		return { valid: true, regexp: new RegExp(source, "s") };
	} catch {
		return { valid: true };
	}
}

/** The end of what matches one character; undefined when it is cut off. */
function singleEnd(pattern: string, at: number): number | undefined {
	if (pattern[at] === "%") return at + 1 < pattern.length ? at + 2 : undefined;
	if (pattern[at] !== "[") return at + 1;
	let end = pattern[at + 1] === "^" ? at + 2 : at + 1;
	// A bracket right behind the opening one stands for itself.
	do {
		if (end >= pattern.length) return undefined;
		end += pattern[end] === "%" ? 2 : 1;
	} while (pattern[end] !== "]");
	return end + 1;
}

function single(text: string): string {
	if (text === ".") return ".";
	if (text[0] === "%") return escaped(text[1]!, false);
	if (text[0] !== "[" || text.length === 1) return literal(text);
	const negated = text[1] === "^";
	const body = text.slice(negated ? 2 : 1, -1);
	return `[${negated ? "^" : ""}${body.replace(
		/%(.)|(.-.)|(.)/gs,
		(_, after?: string, range?: string, plain?: string) => {
			if (after !== undefined) return escaped(after, true);
			if (range !== undefined) return `${inSet(range[0]!)}-${inSet(range[2]!)}`;
			return inSet(plain!);
		},
	)}]`;
}

function escaped(char: string, insideSet: boolean): string {
	const lower = char.toLowerCase();
	const members = CLASSES[lower];
	if (members === undefined) return insideSet ? inSet(char) : literal(char);
	if (char === lower) return insideSet ? members : `[${members}]`;
	// A complement inside of a set: what is left of it matters little for names.
	return insideSet ? "\\s\\S" : `[^${members}]`;
}

function inSet(char: string): string {
	return /[\\\]^[-]/.test(char) ? `\\${char}` : char;
}

function literal(char: string): string {
	return char.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
}

/** The pattern that matches a name and nothing else. */
export function exactPattern(name: string): string {
	return `^${name.replace(/[^\p{L}\p{N}_]/gu, "%$&")}$`;
}
