/** Lua's patterns (lstrlib.c), on bytes. */
import { Exhausted } from "./errors.ts";

/** A captured piece, or a position (`()`), from 0. */
export type Capture = string | number;

export interface Match {
	readonly from: number;
	readonly to: number;
	readonly captures: readonly Capture[];
}

/** The pattern itself is wrong; the message is Lua's. */
export class PatternError {
	constructor(readonly message: string) {}
}

const MOST_CAPTURES = 32;
/** Comparisons in one call of find, match or gsub, and in one gmatch. */
export const MOST_COMPARISONS = 2_000_000;
const DEEPEST = 200;
/** How many comparisons are paid for at once. */
const PAYMENT = 100;

/** Whoever pays for the comparisons; may throw when there have been enough. */
export interface Payer {
	work(comparisons: number): void;
}

/** The first match at or after `init`; undefined when there is none. @throws PatternError, Exhausted */
export function findPattern(text: string, pattern: string, init: number, payer: Payer): Match | undefined {
	const anchored = pattern.startsWith("^");
	const matcher = new Matcher(text, pattern, payer);
	for (let from = init; from <= text.length; from++) {
		const match = matcher.at(from, anchored ? 1 : 0);
		if (match) return match;
		if (anchored) return undefined;
	}
	return undefined;
}

const UNCLOSED = -1;
const POSITION = -2;

/** Looks for one pattern in one text, with one allowance for all of its places. */
export class Matcher {
	#level = 0;
	#captures: { from: number; length: number }[] = [];
	#comparisons = 0;
	#paid = 0;
	#depth = 0;

	constructor(
		readonly text: string,
		readonly pattern: string,
		readonly payer: Payer,
	) {}

	/** A match right at a place. @param start where in the pattern to begin: a leading `^` is the caller's */
	at(from: number, start: number): Match | undefined {
		this.#level = 0;
		this.#captures = [];
		this.#depth = 0;
		const to = this.#match(from, start);
		if (to === undefined) return undefined;
		return { from, to, captures: this.#captures.slice(0, this.#level).map((one) => this.#piece(one)) };
	}

	#piece({ from, length }: { from: number; length: number }): Capture {
		if (length === UNCLOSED) throw new PatternError("unfinished capture");
		return length === POSITION ? from + 1 : this.text.slice(from, from + length);
	}

	#count(comparisons: number): void {
		this.#comparisons += comparisons;
		if (this.#comparisons > MOST_COMPARISONS) throw new Exhausted("a pattern takes too long to match");
		const owed = this.#comparisons - this.#paid;
		if (owed < PAYMENT) return;
		this.#paid = this.#comparisons;
		this.payer.work(owed);
	}

	#match(s: number, p: number): number | undefined {
		this.#count(1);
		if (++this.#depth > DEEPEST) throw new PatternError("pattern too complex");
		try {
			return this.#step(s, p);
		} finally {
			this.#depth--;
		}
	}

	#step(start: number, at: number): number | undefined {
		const { text, pattern } = this;
		let s = start;
		let p = at;
		for (;;) {
			this.#count(1);
			if (p >= pattern.length) return s;
			const char = pattern[p]!;
			if (char === "(") {
				return pattern[p + 1] === ")" ? this.#open(s, p + 2, POSITION) : this.#open(s, p + 1, UNCLOSED);
			}
			if (char === ")") return this.#closeCapture(s, p + 1);
			if (char === "$" && p + 1 === pattern.length) return s === text.length ? s : undefined;
			if (char === "%") {
				const next = pattern[p + 1];
				if (next === "b") {
					const to = this.#balance(s, p + 2);
					if (to === undefined) return undefined;
					s = to;
					p += 4;
					continue;
				}
				if (next === "f") {
					p += 2;
					if (pattern[p] !== "[") throw new PatternError("missing '[' after '%f' in pattern");
					const end = this.#classEnd(p);
					const before = s === 0 ? "\0" : text[s - 1]!;
					const here = s < text.length ? text[s]! : "\0";
					if (this.#inSet(before, p, end - 1) || !this.#inSet(here, p, end - 1)) return undefined;
					p = end;
					continue;
				}
				if (next !== undefined && next >= "0" && next <= "9") {
					const piece = this.#backReference(next);
					this.#count(piece.length);
					if (!text.startsWith(piece, s)) return undefined;
					s += piece.length;
					p += 2;
					continue;
				}
			}
			const end = this.#classEnd(p);
			const suffix = pattern[end];
			const fits = this.#fits(s, p, end);
			if (suffix === "?") {
				if (fits) {
					const to = this.#match(s + 1, end + 1);
					if (to !== undefined) return to;
				}
				p = end + 1;
				continue;
			}
			if (suffix === "+") return fits ? this.#most(s + 1, p, end) : undefined;
			if (suffix === "*") return this.#most(s, p, end);
			if (suffix === "-") return this.#least(s, p, end);
			if (!fits) return undefined;
			s++;
			p = end;
		}
	}

	#most(start: number, p: number, end: number): number | undefined {
		let count = 0;
		while (this.#fits(start + count, p, end)) {
			this.#count(1);
			count++;
		}
		for (; count >= 0; count--) {
			const to = this.#match(start + count, end + 1);
			if (to !== undefined) return to;
		}
		return undefined;
	}

	#least(start: number, p: number, end: number): number | undefined {
		for (let s = start; ; s++) {
			const to = this.#match(s, end + 1);
			if (to !== undefined) return to;
			if (!this.#fits(s, p, end)) return undefined;
		}
	}

	#open(s: number, p: number, length: number): number | undefined {
		if (this.#level >= MOST_CAPTURES) throw new PatternError("too many captures");
		this.#captures[this.#level++] = { from: s, length };
		const to = this.#match(s, p);
		if (to === undefined) this.#level--;
		return to;
	}

	#closeCapture(s: number, p: number): number | undefined {
		let level = this.#level - 1;
		while (level >= 0 && this.#captures[level]!.length !== UNCLOSED) level--;
		const capture = this.#captures[level];
		if (!capture) throw new PatternError("invalid pattern capture");
		capture.length = s - capture.from;
		const to = this.#match(s, p);
		if (to === undefined) capture.length = UNCLOSED;
		return to;
	}

	#backReference(digit: string): string {
		const index = Number(digit) - 1;
		const capture = this.#captures[index];
		if (index < 0 || index >= this.#level || !capture || capture.length === UNCLOSED)
			throw new PatternError(`invalid capture index %${index + 1} in pattern`);
		return this.text.slice(capture.from, capture.from + Math.max(0, capture.length));
	}

	#balance(s: number, p: number): number | undefined {
		const { text, pattern } = this;
		if (p + 1 >= pattern.length) throw new PatternError("malformed pattern (missing arguments to '%b')");
		if (s >= text.length || text[s] !== pattern[p]) return undefined;
		let open = 1;
		for (let at = s + 1; at < text.length; at++) {
			if (text[at] === pattern[p + 1]) {
				if (--open === 0) {
					this.#count(at - s);
					return at + 1;
				}
			} else if (text[at] === pattern[p]) open++;
		}
		this.#count(text.length - s);
		return undefined;
	}

	#classEnd(at: number): number {
		const { pattern } = this;
		let p = at + 1;
		if (pattern[at] === "%") {
			if (p >= pattern.length) throw new PatternError("malformed pattern (ends with '%')");
			return p + 1;
		}
		if (pattern[at] !== "[") return p;
		if (pattern[p] === "^") p++;
		do {
			if (p >= pattern.length) throw new PatternError("malformed pattern (missing ']')");
			if (pattern[p++] === "%") p++;
		} while (p >= pattern.length || pattern[p] !== "]");
		this.#count(p - at);
		return p + 1;
	}

	#fits(s: number, p: number, end: number): boolean {
		const char = this.text[s];
		if (char === undefined) return false;
		switch (this.pattern[p]) {
			case ".":
				return true;
			case "%":
				return inClass(char, this.pattern[p + 1]!);
			case "[":
				return this.#inSet(char, p, end - 1);
			default:
				return this.pattern[p] === char;
		}
	}

	/** @param p the `[`, @param end the `]` */
	#inSet(char: string, p: number, end: number): boolean {
		const { pattern } = this;
		this.#count(end - p);
		let at = p + 1;
		const inverted = pattern[at] === "^";
		if (inverted) at++;
		for (; at < end; at++) {
			if (pattern[at] === "%") {
				at++;
				if (inClass(char, pattern[at]!)) return !inverted;
			} else if (pattern[at + 1] === "-" && at + 2 < end) {
				if (pattern[at]! <= char && char <= pattern[at + 2]!) return !inverted;
				at += 2;
			} else if (pattern[at] === char) return !inverted;
		}
		return inverted;
	}
}

const CLASSES: Readonly<Record<string, RegExp>> = {
	a: /[A-Za-z]/,
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters the class is made of
	c: /[\0-\x1f\x7f]/,
	d: /[0-9]/,
	g: /[!-~]/,
	l: /[a-z]/,
	p: /[!-/:-@[-`{-~]/,
	s: /[ \t-\r]/,
	u: /[A-Z]/,
	w: /[A-Za-z0-9]/,
	x: /[0-9A-Fa-f]/,
};

function inClass(char: string, letter: string): boolean {
	const known = CLASSES[letter.toLowerCase()];
	if (!known) return letter === char;
	return known.test(char) === (letter === letter.toLowerCase());
}
