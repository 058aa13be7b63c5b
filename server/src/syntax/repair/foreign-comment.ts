import { lineEnd } from "../chars.ts";
import { Kind, type Token } from "../token.ts";
import type { ChunkEdit } from "../tree.ts";
import { clip, isOperator, type Proposal, type Site } from "./site.ts";

/** Comments in the style of another language: the marker becomes `--`. */
export function foreignComments(text: string, tokens: readonly Token[]): Proposal[] {
	return tokens.filter((token) => token.kind === Kind.Foreign).map((token) => commentOut(text, token.from, token.to));
}

function commentOut(text: string, from: number, to: number): Proposal {
	const whole = text.slice(from, to);
	const block = /^(?:\/\*|<!--)/.exec(whole)?.[0];
	const marker = block ?? /^(?:#+|\/\/+|;+|[-\u2013\u2014\u2212])/.exec(whole)?.[0] ?? "";
	const body = from + marker.length;
	const closer = block === "/*" ? "*/" : "-->";
	const closed = block !== undefined && whole.length >= marker.length + closer.length && whole.endsWith(closer);
	let edits: ChunkEdit[];
	if (closed && (/[\r\n]/.test(whole) || !endsLine(text, to))) {
		const level = whole.includes("]]") ? "=" : "";
		edits = [
			{ from, to: body, text: `--[${level}[` },
			{ from: to - closer.length, to, text: `]${level}]` },
		];
	} else {
		// `--[` may open a block comment.
		edits = [{ from, to: body, text: text.charAt(body) === "[" ? "-- " : "--" }];
		if (closed) {
			let end = to - closer.length;
			while (end > body && text.charAt(end - 1) === " ") end--;
			edits.push({ from: end, to, text: "" });
		}
	}
	return {
		kind: "foreign-comment",
		from,
		to,
		edits,
		detail: { marker, instead: "--", text: clip(whole.slice(marker.length).trim()) },
	};
}

function endsLine(text: string, at: number): boolean {
	return text.slice(at, lineEnd(text, at)).trim() === "";
}

/** A line that opens with a sign no statement opens with, and that the parser cannot read. */
export function foreignLine(site: Site): Proposal | undefined {
	const last = Math.min(site.at, site.code.length - 1);
	for (const near of [last, site.at - 1]) {
		let head = near;
		while (head > 0 && site.code[head] !== undefined && !site.code[head]!.newline) head--;
		const token = site.code[head];
		if (token === undefined) continue;
		if (!["#", "//", "-", "*", ";"].some((sign) => isOperator(token, sign))) continue;
		return commentOut(site.text, token.from, lineEnd(site.text, token.from));
	}
	return undefined;
}

/** Two or more bare words on a line of their own: a sentence without a comment sign. */
export function sentence(site: Site): Proposal | undefined {
	let head = Math.min(site.at, site.code.length - 1);
	while (head > 0 && !site.code[head]!.newline) head--;
	const first = site.code[head];
	const second = site.code[head + 1];
	if (first?.kind !== Kind.Name || second?.kind !== Kind.Name || second.newline) return undefined;
	const end = lineEnd(site.text, first.from);
	const line = site.text.slice(first.from, end);
	if (/[={}]/.test(line)) return undefined;
	return {
		kind: "foreign-comment",
		from: first.from,
		to: end,
		edits: [{ from: first.from, to: first.from, text: "-- " }],
		detail: { marker: "", instead: "--", text: clip(line) },
	};
}
