/** Reads a rule's page: its fenced blocks are the rule's tests. */

export interface Block {
	readonly kind: "bad" | "good" | "fixed";
	/** `profile=public version=0.12 file=conf.d/x.cfg.lua fix="Title"` behind the kind. */
	readonly options: Readonly<Record<string, string>>;
	/** The configuration without the marker lines. */
	readonly text: string;
	/** What must be reported there. */
	readonly expected: readonly Expected[];
	/** Line of the page the block starts on, one-based. */
	readonly line: number;
	/** The other files of the example, path → text: the blocks ` ```lua beside file=conf.d/x.cfg.lua ` right before it. */
	readonly beside: Readonly<Record<string, string>>;
}

export interface Expected {
	readonly rule: string;
	/** What is underlined; of a range over several lines, its first line. */
	readonly at: string;
	readonly start: number;
}

/** A marker under a line says what is underlined in it: `--^ rule-id: text`, or `--^2 rule-id: text` for its second occurrence. */
const MARKER = /^\s*--\^(\d*) ([a-z0-9-]+): (.*)$/;

/** The blocks of a page in order. */
export function readPage(markdown: string): Block[] {
	const blocks: Block[] = [];
	const lines = markdown.split("\n");
	let beside: Record<string, string> = {};
	for (let i = 0; i < lines.length; i++) {
		const fence = /^```lua (bad|good|fixed|beside)\b(.*)$/.exec(lines[i]!);
		if (!fence) continue;
		const body: string[] = [];
		const line = i + 1;
		for (i++; i < lines.length && !lines[i]!.startsWith("```"); i++) body.push(lines[i]!);
		const options = readOptions(fence[2]!);
		if (fence[1] === "beside") {
			beside[options.file!] = unmark(body, line).text;
			continue;
		}
		blocks.push({ kind: fence[1] as Block["kind"], options, line, beside, ...unmark(body, line) });
		beside = {};
	}
	return blocks;
}

function readOptions(text: string): Record<string, string> {
	const options: Record<string, string> = {};
	for (const [, key, quoted, plain] of text.matchAll(/([a-z]+)=(?:"([^"]*)"|(\S+))/g)) {
		options[key!] = quoted ?? plain ?? "";
	}
	return options;
}

function unmark(body: readonly string[], line: number): { text: string; expected: Expected[] } {
	let text = "";
	let lineStart = 0;
	const expected: Expected[] = [];
	body.forEach((source, index) => {
		const marker = MARKER.exec(source);
		if (!marker) {
			lineStart = text.length;
			// `\u{201C}` and the like stand for characters that would be hard to see on a page.
			text +=
				source.replace(/\\u\{([0-9A-Fa-f]+)\}/g, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16))) + "\n";
			return;
		}
		const [, nth, rule, shown] = marker;
		const at = shown!.replace(/\\u\{([0-9A-Fa-f]+)\}/g, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)));
		let start = lineStart - 1;
		for (let n = Number(nth || 1); n > 0; n--) start = text.indexOf(at, start + 1);
		if (start < lineStart) throw new Error(`line ${line + index + 1}: "${at}" does not stand on the line above`);
		expected.push({ rule: rule!, at, start });
	});
	return { text, expected };
}
