import { isNewline, lineEnd } from "./chars.ts";
import { isStringLike, Kind, type Token } from "./token.ts";

/**
 * Placeholders of template languages: Jinja and Go templates, ERB, and shell-like variables.
 * `{{` is also two braces of Lua, so they are only read as placeholders in a file known to be a template.
 */
const looksLikePlaceholder =
	/^[-~]?\s*(?:[A-Za-z_.$#/!^>&](?:[^{}=;"'(]|"[^"\n]*"|'[^'\n]*'|\((?:[^{}"'()]|"[^"\n]*"|'[^'\n]*'|\([^(){}]*\))*\))*|["'(][^{}]*(?:\||\bif\b[^{}]*\belse\b)[^{}]*)$/;

/** Go templates and Mustache write their directives like their placeholders. */
const goDirective = /^[-~]?\s*(?:(?:if|else|end|range|with|define|block|break|continue)\b|[#/!^]|\/\*)/;

/** The end of the placeholder or directive that opens at `at`, if one does. A directive stands for no value. */
export function templateEnd(text: string, at: number): { to: number; directive: boolean } | undefined {
	const code = text.charCodeAt(at);
	const next = text.charCodeAt(at + 1);
	if (code === 123) {
		if (next === 123) {
			const end = close(text, at, "}}", false, (body) => looksLikePlaceholder.test(body));
			return end && { to: end.to, directive: goDirective.test(text.slice(at + 2, end.to)) };
		}
		if (next === 37) return close(text, at, "%}", true);
		if (next === 35) return close(text, at, "#}", true);
		return undefined;
	}
	if (code === 60 && next === 37) return close(text, at, "%>", text.charCodeAt(at + 2) !== 61);
	if (code === 36 || code === 64) {
		shellVariable.lastIndex = at;
		const match = shellVariable.exec(text);
		if (match !== null) return { to: at + match[0].length, directive: dollarDirective.test(match[0]) };
	}
	return undefined;
}

/**
 * Behind the string that opens at `at` when a placeholder in it holds the quote that would close it:
 * `"{{ list | default("none") }}"` is one text to the template tool, and no text to Lua.
 */
export function filledStringEnd(text: string, at: number): number | undefined {
	const quote = text[at];
	let filled = false;
	for (let i = at + 1; i < text.length && !isNewline(text.charCodeAt(i)); i++) {
		if (text[i] === quote) return filled ? i + 1 : undefined;
		if (text[i] === "\\") {
			i++;
			continue;
		}
		const closer = placeholderClosers[text.slice(i, i + 2)];
		if (closer === undefined) continue;
		const window = text.slice(i + 2, i + reach);
		const end = window.slice(0, lineEnd(window, 0)).indexOf(closer);
		if (end < 0) continue;
		filled ||= text.slice(i, i + 2 + end).includes(quote!);
		i += end + 3;
	}
	return undefined;
}

const placeholderClosers: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "<%": "%>" };

const dollarDirective = /^\$(?:if|else|elseif|endif|for|endfor|sep)\b/;
const shellVariable =
	/\$[A-Za-z_]\w{0,500}(?:\([^)\r\n]{0,500}\))?\$|\$\{[^}\r\n]{0,500}\}|\$\([^)\r\n]{0,500}\)|\$[A-Za-z_]\w*|@[A-Z_][A-Z0-9_]{0,500}@/y;

/** Placeholders are short: searching further would make a stray `{{` expensive and swallow half a file. */
const reach = 500;

function close(
	text: string,
	at: number,
	closer: string,
	directive: boolean,
	accepts: (body: string) => boolean = () => true,
): { to: number; directive: boolean } | undefined {
	const window = text.slice(at + 2, at + reach);
	const end = window.indexOf(closer);
	if (end < 0 || !accepts(window.slice(0, end))) return undefined;
	return { to: at + 2 + end + closer.length, directive };
}

const marker = /\{\{|\{%|\{#|<%|\$[A-Za-z_{(]|@[A-Z_]/;

/** True when the text holds the signs of a template, wherever they stand: without them it reads the same either way. */
export function hasTemplateSigns(text: string): boolean {
	return marker.test(text);
}

/** `"{{ x | default("y") }}"` is also a text and a call of `y`, but nobody writes a word right behind a text unless it is a template. */
export function isFilledString(text: string, token: Token, next: Token | undefined): boolean {
	const glued = token.kind === Kind.String && next?.from === token.to;
	return glued && (next.kind === Kind.Name || next.kind === Kind.Number) && showsTemplate(text, token);
}

const plainPlaceholder = /\{\{[-~]?\s{0,100}([A-Za-z_]\w{0,100})[\w.]{0,100}\s{0,100}(?:\|[^{}=;]{0,500})?[-~]?\}\}/y;

/**
 * `{{ name }}` is a table in a table to Lua, but nobody writes that unless the name is a local variable.
 * @param declared what was found out about names of the same text
 */
export function isPlainPlaceholder(text: string, token: Token, declared: Map<string, boolean>): boolean {
	if (token.kind !== Kind.Operator || token.text !== "{") return false;
	plainPlaceholder.lastIndex = token.from;
	const name = plainPlaceholder.exec(text)?.[1];
	if (name === undefined) return false;
	let known = declared.get(name);
	if (known === undefined) {
		known = isDeclared(text, name);
		declared.set(name, known);
	}
	return !known;
}

function isDeclared(text: string, name: string): boolean {
	const local = `\\b(?:local|for|function)\\b[^\\n=]{0,500}\\b${name}\\b`;
	const assigned = `\\b${name}\\s{0,500}=(?!\\s{0,500}{{[-~]?\\s{0,500}${name}\\b)`;
	return new RegExp(`${local}|${assigned}`).test(text);
}

/** The sign that `templateEnd` may recognise at this token's start: braces, `<`, `$` and `@`, or a string around it. */
export function showsTemplate(text: string, token: Token): boolean {
	if (isStringLike(token.kind)) return filledStringEnd(text, token.from) !== undefined;
	if (token.kind === Kind.Operator ? token.text !== "{" && token.text !== "<" : token.kind !== Kind.Junk) return false;
	return templateEnd(text, token.from) !== undefined;
}

/** Directives that open a part which is written once, never or many times, and those that end it; what stands between belongs to nobody. */
const block =
	/\{%[-+]?\s*(?<jinja>\w+)[\s\S]{0,500}?%\}|\{\{[-~]?\s*(?:(?<go>if|range|with|define|block|end)\b|(?<mustache>[#^/]))[^{}]{0,500}\}\}|<%-?\s*(?<ruby>\w[\s\S]{0,500}?)\s*-?%>|\$(?<dollar>if|for|endif|endfor)\b/g;

/**
 * The parts of a template that its directives put in or leave out, as pairs of offsets, in the order of the text.
 * Unlike placeholders, directives also work in comments and strings.
 */
export function templateBranches(text: string): [from: number, to: number][] {
	const parts: [number, number][] = [];
	let depth = 0;
	let from = 0;
	for (const match of text.matchAll(block)) {
		const step = stepOf(match.groups!);
		if (step > 0 && depth++ === 0) from = match.index;
		if (step < 0 && depth > 0 && --depth === 0) parts.push([from, match.index + match[0].length]);
	}
	if (depth > 0) parts.push([from, text.length]);
	return parts;
}

function stepOf({ jinja, go, mustache, ruby, dollar }: Record<string, string | undefined>): -1 | 0 | 1 {
	const word = jinja ?? go ?? dollar;
	if (word !== undefined) {
		if (word.startsWith("end")) return -1;
		return /^(?:if|for|range|with|define|block|macro|call|filter|unless|case)$/.test(word) ? 1 : 0;
	}
	if (mustache !== undefined) return mustache === "/" ? -1 : 1;
	if (/^end\b/.test(ruby!)) return -1;
	return /^(?:if|unless|case|while|until|for)\b|\bdo(?:\s*\|[^|]*\|)?$/.test(ruby!) ? 1 : 0;
}
