import { Kind, type Token } from "./token.ts";

/**
 * Placeholders of template languages: Jinja and Go templates, ERB, and shell-like variables.
 * `{{` is also two braces of Lua, so they are only read as placeholders in a file known to be a template.
 */
const looksLikePlaceholder =
	/^[-~]?\s*(?:[A-Za-z_.$#/!^>&][^{}=;"']*(?:(?:"[^"\n]*"|'[^'\n]*')[^{}=;"']*)*|["'][^{}]*\|[^{}]*)$/;

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

const dollarDirective = /^\$(?:if|else|elseif|endif|for|endfor|sep)\b/;
const shellVariable =
	/\$[A-Za-z_]\w*(?:\([^)\r\n]*\))?\$|\$\{[^}\r\n]*\}|\$\([^)\r\n]*\)|\$[A-Za-z_]\w*|@[A-Z_][A-Z0-9_]*@/y;

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

const plainPlaceholder = /\{\{[-~]?\s*([A-Za-z_]\w*)[\w.]*\s*(?:\|[^{}=;]*)?[-~]?\}\}/y;

/** `{{ name }}` is a table in a table to Lua, but nobody writes that unless the name is a local variable. */
export function isPlainPlaceholder(text: string, token: Token): boolean {
	if (token.kind !== Kind.Operator || token.text !== "{") return false;
	plainPlaceholder.lastIndex = token.from;
	const name = plainPlaceholder.exec(text)?.[1];
	return (
		name !== undefined && !new RegExp(`\\b(?:local|for|function)\\b[^\\n=]*\\b${name}\\b|\\b${name}\\s*=`).test(text)
	);
}

/** The sign that `templateEnd` may recognise at this token's start: braces, `<`, `$` and `@`. */
export function showsTemplate(text: string, token: Token): boolean {
	if (token.kind === Kind.Operator ? token.text !== "{" && token.text !== "<" : token.kind !== Kind.Junk) return false;
	return templateEnd(text, token.from) !== undefined;
}
