/** Pieces of Lua: token lists that know their precedence, and templates to write them with. */
import type { Scope } from "./scope.ts";

/** An expression, a statement or a list of them. `"\n"` is a token too: the end of a line between statements. */
export interface Code {
	readonly tokens: readonly string[];
	/** Lua's precedence of the outermost operator; {@link PRIMARY} without one. */
	readonly precedence: number;
}

/** A piece that is written when its place is known: names are looked up in the scope. */
export type Piece = (scope: Scope) => Code;

export const PRIMARY = 20;

const TOKEN =
	/\[(=*)\[.*?\]\1\]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|--\[\[.*?\]\]|--[^\n]*|[A-Za-z_]\w*|0[xX][\w.]+|\d+(?:\.(?!\.)\d*)?(?:[eE][+-]?\d+)?|\.\d+|::|\.\.\.|\.\.|\/\/|==|~=|<=|>=|<<|>>|\n|\S/gs;

/** The tokens of a text. */
export function tokenize(text: string): string[] {
	return text.match(TOKEN) ?? [];
}

/** A piece that is always the same text. */
export function fixed(text: string, precedence = PRIMARY): Piece {
	const code = { tokens: tokenize(text), precedence };
	return () => code;
}

/** The text as it is, whatever it is. */
export function raw(text: string): Piece {
	const code = { tokens: [text], precedence: 0 };
	return () => code;
}

/** `` lua`string.rep(${text}, 2)` ``: text with pieces and names in it. */
export function lua(strings: TemplateStringsArray, ...parts: readonly (Piece | string | number)[]): Piece {
	return (scope) => {
		const tokens: string[] = [];
		let text = strings[0]!;
		parts.forEach((part, index) => {
			if (typeof part === "function") {
				tokens.push(...tokenize(text), ...part(scope).tokens);
				text = "";
			} else text += part;
			text += strings[index + 1]!;
		});
		return { tokens: [...tokens, ...tokenize(text)], precedence: PRIMARY };
	};
}

/** Several pieces, separated by `separator`. */
export function joined(pieces: readonly Piece[], separator: string): Piece {
	return (scope) => ({
		tokens: pieces.flatMap((piece, index) => [...(index > 0 && separator ? [separator] : []), ...piece(scope).tokens]),
		precedence: PRIMARY,
	});
}

function within({ tokens, precedence }: Code, least: number): readonly string[] {
	return precedence < least ? ["(", ...tokens, ")"] : tokens;
}

const BINARY: Readonly<Record<string, number>> = {
	or: 1,
	and: 2,
	"<": 3,
	">": 3,
	"<=": 3,
	">=": 3,
	"~=": 3,
	"==": 3,
	"|": 4,
	"~": 5,
	"&": 6,
	"<<": 7,
	">>": 7,
	"..": 9,
	"+": 10,
	"-": 10,
	"*": 11,
	"/": 11,
	"//": 11,
	"%": 11,
	"^": 14,
};

/** With brackets only where Lua needs them. */
export function binary(operator: string, left: Piece, right: Piece): Piece {
	const precedence = BINARY[operator]!;
	const toTheRight = operator === ".." || operator === "^";
	return (scope) => ({
		tokens: [
			...within(left(scope), toTheRight ? precedence + 1 : precedence),
			operator,
			...within(right(scope), toTheRight ? precedence : precedence + 1),
		],
		precedence,
	});
}

export function unary(operator: string, operand: Piece): Piece {
	return (scope) => ({ tokens: [operator, ...within(operand(scope), 12)], precedence: 12 });
}

/** The piece as something that can be called or indexed: a name, else in brackets. */
export function prefix(piece: Piece): Piece {
	return (scope) => {
		const { tokens } = piece(scope);
		const bare = tokens.length === 1 && /^[A-Za-z_]\w*$/.test(tokens[0]!) && !/^(?:nil|true|false)$/.test(tokens[0]!);
		return { tokens: bare ? tokens : ["(", ...tokens, ")"], precedence: PRIMARY };
	};
}
