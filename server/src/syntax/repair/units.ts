import { isSectionName } from "../starts.ts";
import { Kind, type Token } from "../token.ts";
import { clip, type Proposal } from "./site.ts";

const sizes: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4 };

/**
 * `10M`, `1w`, `10kb/s`, `192.0.2.1`: things that begin like a number and are none.
 * Sizes become arithmetic, because Prosody wants a number of bytes there; everything else gets quotes.
 */
export function badNumbers(text: string, code: readonly Token[]): Proposal[] {
	const proposals: Proposal[] = [];
	for (let i = 0; i < code.length; i++) {
		const token = code[i]!;
		if (token.kind === Kind.Number) {
			const proposal = spacedUnit(text, code, i);
			if (proposal !== undefined) proposals.push(proposal);
		}
		if (token.kind !== Kind.BadNumber) continue;
		const before = code[i - 1];
		// Part of a longer word, such as an option name with a hyphen or a host name: not ours.
		if (before !== undefined && before.to === token.from && /[-.:/@\w]/.test(text.charAt(token.from - 1))) continue;
		rest.lastIndex = token.to;
		const to = token.to + (rest.exec(text)?.[0].length ?? 0);
		const word = text.slice(token.from, to);
		const section = before?.kind === Kind.Name && isSectionName(before.text);
		const unit = /^\d+(?:\.\d+)?[A-Za-z]+(?:\/[A-Za-z]+)?$/.test(word);
		// `2fa-enabled = true` is a name.
		if (/^[\w-]+\s*=(?!=)/.test(text.slice(token.from, to + 40))) continue;
		const instead = (unit && !section && asBytes(word, code, i)) || `"${word.replace(/["\\]/g, "\\$&")}"`;
		proposals.push({
			kind: section ? "unquoted-host" : unit ? "unquoted-unit" : "unquoted-text",
			from: token.from,
			to,
			edits: [{ from: token.from, to, text: instead }],
			detail: { word: clip(word), instead, ...(section ? { section: before.text } : {}) },
		});
		while (i + 1 < code.length && code[i + 1]!.from < to) i++;
	}
	return proposals;
}

/** What may follow without a blank: `/s`, `/24`, `:5222`, `-mail.example.com`. */
const rest = /[^\s"'`;,(){}[\]=+*^%<>#]*/y;

/** `10MB` as `10 * 1024 * 1024`; empty when the word is a period or a rate. */
function asBytes(word: string, code: readonly Token[], index: number): string {
	const match = /^(\d+(?:\.\d+)?)(?:([KMGT])|([kKmMgGtT])i?[bB])$/.exec(word);
	if (match === null) return "";
	const key = code[index - 2];
	if (key?.kind === Kind.Name && /^(?:rate|burst)$/.test(key.text)) return "";
	const power = sizes[(match[2] ?? match[3]!).toLowerCase()]!;
	return match[1]! + " * 1024".repeat(power);
}

/** `2 weeks` without quotes. */
function spacedUnit(text: string, code: readonly Token[], index: number): Proposal | undefined {
	const number = code[index]!;
	const unit = code[index + 1];
	const after = code[index + 2];
	if (unit === undefined || unit.kind !== Kind.Name || unit.newline || /[\w.=:({["']/.test(text.charAt(unit.to)))
		return undefined;
	if (
		!/^(?:[smhdwy]|sec|secs|seconds?|min|mins|minutes?|hours?|days?|weeks?|months?|years?|[kKMG]i?[bB])$/.test(
			unit.text,
		)
	) {
		return undefined;
	}
	if (after !== undefined && !after.newline && !/^[;,})]$/.test(after.text)) return undefined;
	if (after?.text === "=" || after?.text === ".") return undefined;
	const word = text.slice(number.from, unit.to);
	const instead = asBytes(word.replace(/\s+/g, ""), code, index) || `"${word}"`;
	return {
		kind: "unquoted-unit",
		from: number.from,
		to: unit.to,
		edits: [{ from: number.from, to: unit.to, text: instead }],
		detail: { word, instead },
	};
}
