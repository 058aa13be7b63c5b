/**
 * Statements that are parsed many at a time, because setting luaparse up takes about as long as one of them; and those that
 * stand there a thousand times (`enabled = true`), which are parsed once. What comes out is what each comes to by itself;
 * where that is not certain, there is nothing, and the statement is parsed alone.
 */
import type * as lua from "luaparse";
import * as luaparse from "luaparse";
import type { Cut } from "./chunks.ts";
import { type Ranged, settle } from "./parse.ts";
import { nextCode } from "./starts.ts";
import type { Token } from "./token.ts";
import { rangeOf } from "./tree.ts";

/** How many at most: what stands behind a statement that does not parse was parsed in vain. */
const MOST = 50;
/** So many are looked at for them: of those that stand there already, none is parsed again. */
const FARTHEST = 200;
/** Of long statements, fewer. */
const MOST_TEXT = 8000;
/** Ends each statement of a series, so that Lua cannot join it with the next one. */
const BETWEEN = "\n;\n";

type Statements = readonly lua.Statement[];

export class Ahead {
	readonly #parsed = new Map<Cut, Statements>();
	readonly #seen = new Seen();
	/** The cuts before this one were tried. */
	#tried = 0;
	/** How many to try next: fewer where some do not parse. */
	#most = MOST;

	/** The statement of a cut. Cuts are asked for in their order. */
	take(cut: Cut, tokens: readonly Token[]): Statements | undefined {
		const code = plainCode(cut);
		const seen = code === undefined ? undefined : this.#seen.get(code);
		if (seen) return seen;
		if (cut.index >= this.#tried && isWhole(cut)) this.#parse(cut, tokens);
		const found = this.#parsed.get(cut);
		if (found) this.#parsed.delete(cut);
		if (found && code !== undefined) this.#seen.keep(code, found);
		return found;
	}

	#parse(first: Cut, tokens: readonly Token[]): void {
		const cuts = this.#next(first);
		// One that is not kept for others is parsed by itself as well as here.
		if (cuts.length === 1 && plainCode(first) === undefined) return;
		const found = new Series(cuts, tokens).parse();
		for (const [at, statement] of found.entries()) this.#parsed.set(cuts[at]!, [statement]);
		if (found.length === cuts.length) {
			this.#most = Math.min(MOST, this.#most * 2);
		} else {
			this.#most = Math.max(1, found.length);
			// Behind the one that did not parse it goes on afresh.
			this.#tried = cuts[found.length]!.index + 1;
		}
	}

	/** A cut and those behind it that are to be parsed with it. */
	#next(first: Cut): Cut[] {
		const { all } = first.among;
		const last = Math.min(all.length, first.index + FARTHEST);
		const cuts: Cut[] = [];
		const codes = new Set<string>();
		let size = 0;
		let end = first.index;
		for (; end < last && cuts.length < this.#most && size < MOST_TEXT; end++) {
			const cut = all[end]!;
			if (!isWhole(cut)) break;
			const code = plainCode(cut);
			if (code !== undefined && (codes.has(code) || this.#seen.get(code))) continue;
			if (code !== undefined) codes.add(code);
			size += cut.codeEnd - cut.from;
			cuts.push(cut);
		}
		this.#tried = end;
		return cuts;
	}
}

function isWhole({ broken, deep, from, codeEnd }: Cut): boolean {
	return !broken && !deep && codeEnd > from;
}

/** Some cuts, and the statements found in them. */
class Series {
	readonly #cuts: readonly Cut[];
	/** Where the text of each begins in the text that is parsed, and the last one ends. */
	readonly #starts: number[] = [0];
	/** Where the statement of each begins in its cut. */
	readonly #begins: readonly number[];
	readonly #source: string;
	readonly #found: (lua.Statement | undefined)[] = [];
	#at = 0;

	constructor(cuts: readonly Cut[], tokens: readonly Token[]) {
		this.#cuts = cuts;
		this.#begins = cuts.map(({ firstToken, from }) => tokens[nextCode(tokens, firstToken)]!.from - from);
		let source = "";
		for (const { among, from, codeEnd } of cuts) {
			source += among.text.slice(from, codeEnd) + BETWEEN;
			this.#starts.push(source.length);
		}
		this.#source = source;
	}

	/** The statements of the first cuts, up to one that has none: what stands inside of that one may look like statements of their own. */
	parse(): lua.Statement[] {
		const found: lua.Statement[] = [];
		if (!isPlainLua(this.#source)) return found;
		parseNodes(this.#source, (node) => this.#note(node));
		for (let at = 0; this.#found[at]; at++) found.push(this.#found[at]!);
		return found;
	}

	/** Takes up a node, whose range is made relative to its cut. */
	#note(node: Ranged): void {
		if (node.type === "Chunk") return;
		const [begin, end] = rangeOf(node);
		while (begin >= this.#starts[this.#at + 1]!) this.#at++;
		// One that does not end where it should.
		while (begin < this.#starts[this.#at]!) this.#at--;
		const start = this.#starts[this.#at]!;
		const cut = this.#cuts[this.#at]!;
		settle(node, begin - start, end - start, cut.among.text, cut.from);
		if (begin - start === this.#begins[this.#at] && isStatement(node) && this.#isAll(end - start, cut)) {
			this.#found[this.#at] = node;
		}
	}

	/** Whether nothing but a semicolon stands behind a statement. */
	#isAll(end: number, { among, from, codeEnd }: Cut): boolean {
		const to = from + end;
		return to === codeEnd || (to < codeEnd && /^[\s;]*$/.test(among.text.slice(to, codeEnd)));
	}
}

function isStatement(node: lua.Node): node is lua.Statement {
	return node.type.endsWith("Statement") || node.type === "FunctionDeclaration";
}

/** False where there may be something that luaparse does not know: parse.ts bridges that. */
function isPlainLua(text: string): boolean {
	if (text.startsWith("#!") || (text.includes("<") && text.includes("local"))) return false;
	return !/0[xX]\.|\\u\{/.test(text);
}

/** Hands out the nodes of a text as luaparse makes them, up to the first thing it stumbles over. */
function parseNodes(text: string, take: (node: Ranged) => void): void {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 0;
	let taker: typeof take | undefined = take;
	try {
		luaparse.parse(text, {
			luaVersion: "5.3",
			encodingMode: "none",
			comments: false,
			ranges: true,
			onCreateNode: (node) => taker!(node as Ranged),
		});
	} catch {
		// What was handed out is all there is.
	} finally {
		// The parser holds on to what it was given until it is called again.
		taker = undefined;
		Error.stackTraceLimit = stackTraceLimit;
	}
}

/** Longer ones hardly ever stand there twice. */
const LONGEST = 80;
const PLAIN = /^[A-Za-z_]\w*\s*=[^()]*$/;

/** The text of a short statement that gives something a value, without calls and functions; undefined for others. */
function plainCode({ among, from, codeEnd, broken, deep }: Cut): string | undefined {
	if (codeEnd - from > LONGEST || broken || deep) return undefined;
	const code = among.text.slice(from, codeEnd);
	return PLAIN.test(code) ? code : undefined;
}

/** When there are many, those that were not come by of late are forgotten. */
const MOST_KEPT = 1000;

/** Statements by their text. */
class Seen {
	#recent = new Map<string, Statements>();
	#older = new Map<string, Statements>();

	get(code: string): Statements | undefined {
		const recent = this.#recent.get(code);
		if (recent) return recent;
		const older = this.#older.get(code);
		if (older) this.keep(code, older);
		return older;
	}

	keep(code: string, statements: Statements): void {
		if (this.#recent.size >= MOST_KEPT) {
			this.#older = this.#recent;
			this.#recent = new Map();
		}
		this.#recent.set(code, statements);
	}
}
