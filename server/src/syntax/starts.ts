/** Which tokens may begin a statement, and which of them certainly do. */
import { indentOf } from "./chars.ts";
import { endsExpression, isStringLike, isTrivia, Kind, type Token } from "./token.ts";

/** The index of the first token at or behind `index` that is no trivia, or the number of tokens. */
export function nextCode(tokens: readonly Token[], index: number): number {
	let i = index;
	while (i < tokens.length && isTrivia(tokens[i]!.kind)) i++;
	return i;
}

const statementKeywords = new Set(["local", "if", "for", "while", "repeat", "return", "goto", "break"]);

/** True for keywords that cannot stand inside an expression. */
export function isStatementKeyword(tokens: readonly Token[], index: number): boolean {
	const token = tokens[index]!;
	if (token.kind !== Kind.Keyword) return false;
	if (statementKeywords.has(token.text)) return true;
	return token.text === "function" && tokens[nextCode(tokens, index + 1)]?.kind === Kind.Name;
}

/** The loader's own functions: at the start of a line they begin a section, whatever stood before. */
export function isSectionName(word: string): boolean {
	return word === "VirtualHost" || word === "Component" || word === "Include";
}

/** `name =`, `VirtualHost "…"` or a statement keyword. */
export function beginsTopLevel(tokens: readonly Token[], index: number): boolean {
	const token = tokens[index]!;
	if (token.kind !== Kind.Name) return isStatementKeyword(tokens, index);
	const next = tokens[nextCode(tokens, index + 1)];
	if (next === undefined) return false;
	if (isSectionName(token.text)) return !next.newline && next.text !== "=" && next.text !== "," && next.text !== ";";
	return next.text === "=";
}

/** Words and punctuation: what sentences and host names without quotes are made of. */
export function isWordy(token: Token): boolean {
	if (token.kind === Kind.Operator) return /^[.,:;/-]$/.test(token.text);
	return token.kind !== Kind.Keyword && (token.kind === Kind.UnclosedString || !isStringLike(token.kind));
}

/** Decides, outside all brackets and blocks, whether a token begins the next statement. */
export function beginsStatement(
	text: string,
	tokens: readonly Token[],
	index: number,
	previous: Token,
	callable: boolean,
	assigned: boolean,
	awaitsDo: number,
	wordy: boolean,
	head: number,
): boolean {
	const token = tokens[index]!;
	const next = (): Token | undefined => tokens[nextCode(tokens, index + 1)];
	if (tokens[head]!.text === "::" && !token.newline) {
		return previous.text === "::" && previous !== tokens[head];
	}
	if (token.kind === Kind.Keyword) {
		if (token.text === "function") return previous.text !== "local" && isStatementKeyword(tokens, index);
		if (token.text === "do") return awaitsDo === 0 && (endsExpression(previous) || previous.text === ";");
		return statementKeywords.has(token.text);
	}
	const afterSemicolon = previous.kind === Kind.Operator && previous.text === ";";
	if (token.kind === Kind.Operator) {
		// `(` behind a literal table or string is no call but a statement of its own.
		if (token.text === "(") return afterSemicolon || (token.newline && endsExpression(previous) && !callable);
		if (token.text === "::") return afterSemicolon || endsExpression(previous);
		// A second `=`: the name in front of it was lost.
		return token.text === "=" && token.newline && (assigned || isStringLike(previous.kind));
	}
	if (token.kind !== Kind.Name && token.kind !== Kind.Placeholder) return false;
	if (afterSemicolon) return true;
	if (assigned && awaitsDo === 0 && token.newline && next()?.text === "=" && next()?.kind === Kind.Operator)
		return true;
	if (token.newline && isSectionName(token.text) && beginsTopLevel(tokens, index)) {
		return indentOf(text, token.from) <= indentOf(text, tokens[head]!.from);
	}
	if (token.kind === Kind.Placeholder) return token.newline && endsExpression(previous);
	if (!endsExpression(previous)) {
		return previous.text === "break" || (previous.text === "::" && previous !== tokens[head]);
	}
	if (token.newline) return true;
	if (wordy) return false;
	if (previous.kind === Kind.Number || previous.kind === Kind.BadNumber) {
		const after = next();
		return (
			after !== undefined && !after.newline && after.kind !== Kind.Number && after.text !== ";" && after.text !== ","
		);
	}
	return true;
}
