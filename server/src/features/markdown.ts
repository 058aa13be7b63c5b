/**
 * Writing Markdown that shows what a file says without letting it speak: a host called `[x](command:evil)` stays a name.
 */
import type { MarkupContent } from "vscode-languageserver-types";

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from a file as a code span. Nothing is interpreted inside one, once its fence is longer than any run of backticks in it. */
export function code(text: string): string {
	const shown = visible(text);
	if (shown === "") return "` `";
	const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = "`".repeat(longest + 1);
	const padding = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
	return fence + padding + shown + padding + fence;
}

/** Text as running text: every character that could mean something is escaped, the colon of a bare address included. */
export function escapeText(text: string): string {
	return visible(text).replace(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** In one line, and without characters that cannot be seen but change how others are shown: control characters, turned text. */
function visible(text: string): string {
	return text.replace(/\s+/g, " ").replace(INVISIBLE, "\ufffd").trim();
}
/** A link to a page of ours or of Prosody's, under a name of ours; never to anything a file names. */
export function link(label: string, url: string): string {
	return `[${label.replace(/[\\[\]*`<>]/g, "\\$&")}](${url.replace(/[()<>\s]/g, encodeURIComponent)})`;
}

/** A block of configuration. */
export function block(source: string): string {
	return "```prosody\n" + source.replace(/```/g, "` ` `").trimEnd() + "\n```";
}

/** What the client can show of a text written in Markdown. */
export function markup(markdown: string, supported: boolean): MarkupContent {
	return supported ? { kind: "markdown", value: markdown } : { kind: "plaintext", value: toPlainText(markdown) };
}

/** Takes the marks out of Markdown as it is written here. */
export function toPlainText(markdown: string): string {
	const parts = markdown.split(/(```prosody\n[\s\S]*?\n```|(`+)(?!`)[\s\S]*?(?<!`)\2(?!`))/g);
	let plain = "";
	for (let i = 0; i < parts.length; i += 3) {
		plain += parts[i]!.replace(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)/g, "$1 <$2>")
			.replace(/(?<!\\)\*\*/g, "")
			.replace(/\\([!-/:-@[-`{-~])/g, "$1");
		const verbatim = parts[i + 1] ?? "";
		plain += verbatim.startsWith("```prosody\n")
			? verbatim.slice(11, -4)
			: verbatim.replace(/^`+ ?|`+$/g, "").replace(/ $/, "");
	}
	return plain;
}
