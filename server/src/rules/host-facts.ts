/** Facts about the names of hosts, and the places where they are written. */
import type { Scope, Section } from "../config/model.ts";
import type { Change } from "../edits/change.ts";
import { replaceSpan } from "../edits/index.ts";
import type { Span } from "../syntax/tree.ts";
import { isLocalName } from "./facts.ts";

/** The name of a host where it is given first, quotes included. */
export function nameSpanOf(scope: Scope): Span | undefined {
	return scope.sections.find(({ nameSpan }) => nameSpan)?.nameSpan;
}

/** Another name for a host, in all places that name it. Nothing where one of them is not a text written out in the line itself. */
export function renameHost(scope: Scope, name: string): Change[] {
	const sections = scope.sections.filter(({ head }) => head);
	if (!sections.every(isNamedInPlace)) return [];
	return sections.flatMap(({ nameSpan }) => {
		const quote = nameSpan!.text.charAt(0);
		return replaceSpan(nameSpan!, quote + name + quote);
	});
}

function isNamedInPlace({ head, nameSpan }: Section): boolean {
	if (!head || !nameSpan || nameSpan.chunk !== head.chunk) return false;
	return nameSpan.from >= head.from && nameSpan.to <= head.to && /^(["'])[^\\]*\1$/.test(nameSpan.text);
}

export function isIpAddress(name: string): boolean {
	return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) || /^\[?[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*\]?$/.test(name);
}

/** The domain of a host name that stands for the admin's own one: the domains reserved for documentation, and words such as "yourdomain". */
export function placeholderDomain(name: string): string | undefined {
	const reserved = /(?:^|\.)(example\.(?:com|org|net|edu))$/.exec(name);
	const word = /(?:^|\.)((?:your|my)[-_]?(?:own[-_]?)?(?:domain|host|server|site)(?:name)?\.[a-z.]+|[^.]+\.tld)$/.exec(
		name,
	);
	return reserved?.[1] ?? word?.[1];
}

/** True for a name that can lead to a server on the Internet, as far as its form tells. */
export function isInternetName(name: string): boolean {
	return !isLocalName(name) && !isIpAddress(name) && !isTemplateName(name) && isDomainName(name);
}

/** True for a name that another program has yet to fill in: `{{ domain }}`, `%HOST%`, `__DOMAIN__`. */
export function isTemplateName(name: string): boolean {
	return /[{}$<>%]|__|^@.*@$|^\[%/.test(name);
}

/** True for what can be a domain name: labels of letters, digits and hyphens; letters of any script. */
export function isDomainName(name: string): boolean {
	if (name.length > 253) return false;
	return name.split(".").every((label) => {
		if (label.length === 0 || label.length > 63 || /^-|-$/.test(label)) return false;
		if (label.startsWith("xn--")) return decodeLabel(label) !== undefined;
		return !/[^a-z0-9\u{80}-\u{10ffff}-]/u.test(label);
	});
}

/** The readable form of a name with labels such as `xn--mnchen-3ya`; undefined when there is none. */
export function toUnicode(name: string): string | undefined {
	const labels = name.split(".").map(decodeLabel);
	return labels.includes(undefined) ? undefined : labels.join(".");
}

/** Punycode with the parameters of host names (RFC 3492). */
function decodeLabel(label: string): string | undefined {
	if (!label.startsWith("xn--")) return label;
	const code = label.slice(4);
	const basic = Math.max(0, code.lastIndexOf("-"));
	const points = [...code.slice(0, basic)].map((letter) => letter.charCodeAt(0));
	let [n, i, bias] = [128, 0, 72];
	for (let at = basic > 0 ? basic + 1 : 0; at < code.length; ) {
		const before = i;
		for (let weight = 1, k = 36; ; k += 36) {
			const digit = digitOf(code.charAt(at++));
			if (digit === undefined) return undefined;
			i += digit * weight;
			const threshold = Math.min(26, Math.max(1, k - bias));
			if (digit < threshold) break;
			weight *= 36 - threshold;
		}
		const count = points.length + 1;
		bias = adapt(i - before, count, before === 0);
		n += Math.floor(i / count);
		if (n > 0x10ffff || (n >= 0xd800 && n < 0xe000)) return undefined;
		i %= count;
		points.splice(i++, 0, n);
	}
	return points.some((point) => point > 127) ? String.fromCodePoint(...points) : undefined;
}

function digitOf(letter: string): number | undefined {
	if (/[a-z]/.test(letter)) return letter.charCodeAt(0) - 97;
	return /[0-9]/.test(letter) ? letter.charCodeAt(0) - 22 : undefined;
}

function adapt(delta: number, count: number, first: boolean): number {
	let rest = Math.floor(delta / (first ? 700 : 2));
	rest += Math.floor(rest / count);
	let k = 0;
	for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
	return k + Math.floor((36 * rest) / (rest + 38));
}

/**
 * Takes a statement out together with its line; a comment behind it stays.
 * Nothing where other code shares the line.
 */
export function takeOut(span: Span): Change[] {
	const { text, uri } = span.chunk.tree;
	const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
	const lineEnd = endOfLine(text, span.end);
	const [, gap, comment] = /^(\s*;?\s*)(--(?!\[=*\[).*)?$/.exec(text.slice(span.end, lineEnd).trimEnd()) ?? [];
	if (gap === undefined || text.slice(lineStart, span.start).trim() !== "" || span.text.includes("--")) return [];
	if (comment) return [{ file: uri, start: span.start, end: span.end + gap.length, text: "" }];
	let end = Math.min(lineEnd + 1, text.length);
	// Two gaps would become one wide one.
	const isOpenAbove = lineStart === 0 || /\n[ \t\r]*\n$/.test(text.slice(0, lineStart));
	const below = endOfLine(text, end);
	if (isOpenAbove && below < text.length && text.slice(end, below).trim() === "") end = below + 1;
	return [{ file: uri, start: lineStart, end, text: "" }];
}

function endOfLine(text: string, from: number): number {
	const end = text.indexOf("\n", from);
	return end < 0 ? text.length : end;
}
