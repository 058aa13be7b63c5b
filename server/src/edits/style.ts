/**
 * How a file is written, read from its tokens, so that what a verb adds looks as if its admin had typed it.
 */
import { linesOf } from "../syntax/lines.ts";
import { Kind, type Token } from "../syntax/token.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { lineStart, tokensOf } from "./text.ts";

/** How tables of one shape are written. */
export interface TableStyle {
	readonly separator: "," | ";";
	/** A separator stands behind the last entry, too. */
	readonly trailing: boolean;
}

export interface FileStyle {
	readonly eol: "\n" | "\r\n";
	/** One step of indentation. */
	readonly indent: string;
	readonly quote: '"' | "'";
	/** One-line lists: `{ "a", "b" }`. */
	readonly inline: TableStyle;
	/** One-line tables with keys: `{ rate = "3kb/s"; burst = "2s" }`. */
	readonly inlineFields: TableStyle;
	readonly block: TableStyle;
	/** Tables inside of tables are written on several lines, even short ones. */
	readonly openInside: boolean;
	/** `{ "x" }` and not `{"x"}`. */
	readonly spaced: boolean;
	/** ` = ` or `=`. */
	readonly equals: string;
	/** Statements end with a semicolon. */
	readonly semicolon: boolean;
}

const cache = new WeakMap<SyntaxTree, FileStyle>();

/** The style of a file; what it does not show is as in the configuration Prosody comes with. */
export function styleOf(tree: SyntaxTree): FileStyle {
	let style = cache.get(tree);
	if (!style) {
		style = readStyle(tree);
		cache.set(tree, style);
	}
	return style;
}

class Votes {
	yes = 0;
	no = 0;
	add(vote: boolean): void {
		if (vote) this.yes++;
		else this.no++;
	}
	/** The majority; `fallback` for a tie. */
	decide(fallback: boolean): boolean {
		return this.yes === this.no ? fallback : this.yes > this.no;
	}
}

function readStyle(tree: SyntaxTree): FileStyle {
	const { text } = tree;
	const single = new Votes();
	const tight = new Votes();
	const semicolon = new Votes();
	const tables = readTables(tree);
	for (const token of tokensOf(tree)) {
		if (token.kind === Kind.String) single.add(text[token.from] === "'");
		if (token.text === "=") tight.add(/\S/.test(text.charAt(token.from - 1)));
	}
	for (const chunk of tree.chunks) {
		if (chunk.codeEnd > 0) semicolon.add(chunk.text[chunk.codeEnd - 1] === ";");
	}
	const commaInBlock = tables.block.comma.decide(tables.inline.comma.yes > tables.inline.comma.no);
	return {
		eol: /\r?\n/.exec(text)?.[0] === "\r\n" ? "\r\n" : "\n",
		indent: readIndent(tree),
		quote: single.decide(false) ? "'" : '"',
		inline: {
			separator: tables.inline.comma.decide(true) ? "," : ";",
			trailing: tables.inline.trailing.decide(false),
		},
		inlineFields: {
			separator: tables.inlineFields.comma.decide(tables.block.comma.decide(true)) ? "," : ";",
			trailing: tables.inlineFields.trailing.decide(false),
		},
		block: { separator: commaInBlock ? "," : ";", trailing: tables.block.trailing.decide(true) },
		openInside: tables.openInside.decide(false),
		spaced: tables.spaced.decide(true),
		equals: tight.decide(false) ? "=" : " = ",
		semicolon: semicolon.decide(false),
	};
}

class Shape {
	readonly comma = new Votes();
	readonly trailing = new Votes();
}

/** Counts separators and inner white space of all tables, one-line and multi-line ones apart. */
function readTables(tree: SyntaxTree): {
	inline: Shape;
	inlineFields: Shape;
	block: Shape;
	spaced: Votes;
	openInside: Votes;
} {
	const { text } = tree;
	const lines = linesOf(tree);
	const result = {
		inline: new Shape(),
		inlineFields: new Shape(),
		block: new Shape(),
		spaced: new Votes(),
		openInside: new Votes(),
	};
	const open: { token: Token; separators: string[]; fields: boolean }[] = [];
	let last: Token | undefined;
	for (const token of tokensOf(tree)) {
		if (token.kind >= Kind.Comment) continue;
		if (token.text === "{") open.push({ token, separators: [], fields: false });
		else if (token.text === "," || token.text === ";") open.at(-1)?.separators.push(token.text);
		else if (token.text === "=" && open.length > 0) open.at(-1)!.fields = true;
		else if (token.text === "}") {
			const table = open.pop();
			if (table && last !== table.token) {
				// Looking through the text of a table in a table in a table would be quadratic.
				const oneLine = lines.lineAt(table.token.from) === lines.lineAt(token.from);
				const shape = !oneLine ? result.block : table.fields ? result.inlineFields : result.inline;
				for (const separator of table.separators) shape.comma.add(separator === ",");
				shape.trailing.add(last?.text === "," || last?.text === ";");
				if (open.length > 0) result.openInside.add(!oneLine);
				if (oneLine) result.spaced.add(/\s/.test(text.charAt(table.token.to)));
			}
		}
		last = token;
	}
	return result;
}

/** Tabs or the smallest step of spaces that lines of code begin with. */
function readIndent(tree: SyntaxTree): string {
	const { text } = tree;
	const tabs = new Votes();
	let step = 0;
	for (const token of tokensOf(tree)) {
		if (!token.newline) continue;
		const indent = text.slice(lineStart(text, token.from), token.from);
		if (indent === "") continue;
		const isTab = indent.startsWith("\t");
		tabs.add(isTab);
		if (!isTab && indent.length > 1 && (step === 0 || indent.length < step)) step = indent.length;
	}
	if (tabs.decide(true) || step === 0) return "\t";
	return " ".repeat(Math.min(step, 8));
}
