/** Spaces, line ends and comments between tokens: what Lua does not mind, and what lines are counted by. */

/** Something between two tokens, counted from the beginning of the file. */
export interface Gap {
	readonly at: number;
	/** `join` puts two statements on one line. */
	readonly what: "line" | "comment" | "block" | "join";
}

export interface Layout {
	readonly gaps: readonly Gap[];
	readonly crlf?: boolean;
	/** Leaves the last line without its end. */
	readonly unended?: boolean;
}

const BETWEEN: Readonly<Record<Gap["what"], string>> = {
	line: "\n",
	comment: " -- note\n",
	block: " --[[ two\nlines ]] ",
	join: "",
};

/** The text of a file. */
export function layOut(tokens: readonly string[], { gaps, crlf, unended }: Layout): string {
	const between = new Map(gaps.map(({ at, what }) => [at, what]));
	let text = "";
	tokens.forEach((token, index) => {
		const before = tokens[index - 1];
		const gap = between.get(index);
		if (token === "\n") text += gap === "join" && !before?.startsWith("--") ? " " : "\n";
		else text += (gap ? BETWEEN[gap] : "") + (before === undefined || touches(before, token) ? "" : " ") + token;
	});
	if (unended) text = text.replace(/\s+$/, "");
	else if (!text.endsWith("\n")) text += "\n";
	return crlf ? text.replaceAll("\n", "\r\n") : text;
}

/** Tokens that are written without a space between them. */
function touches(before: string, token: string): boolean {
	if (before === "\n" || before.endsWith("\n")) return true;
	if (/^[,;)\].:]$/.test(token)) return !/^\d/.test(before) || token !== ".";
	if (/^[([.:#]$/.test(before)) return !token.startsWith("[");
	return (token === "(" || token === "[") && /^[A-Za-z_]\w*$/.test(before) && !KEYWORDS.has(before);
}

const KEYWORDS = new Set(
	"and break do else elseif for goto if in local not or repeat return then until while".split(" "),
);
