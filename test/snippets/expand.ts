/**
 * What an editor inserts when every stop of a snippet is left at its default: placeholders give their text, choices their
 * first entry, a stop that repeats an earlier one gives that one's text, bare stops give nothing.
 */
export function expandSnippet(body: string): string {
	const values = new Map<string, string>();
	let at = 0;

	/** Reads up to `stop` (or the end), which is left unread. */
	function read(stop: string): string {
		let out = "";
		while (at < body.length && body[at] !== stop) {
			if (body[at] === "\\" && at + 1 < body.length) {
				out += body[at + 1];
				at += 2;
			} else if (body[at] === "$") {
				out += tabStop();
			} else {
				out += body[at++];
			}
		}
		return out;
	}

	/** Reads `$1`, `${1}`, `${1:default}` or `${1|first,second|}`. */
	function tabStop(): string {
		const head = /^\$(?:(\d+)|\{(\d+)(\}|:|\|))/.exec(body.slice(at));
		if (!head) throw new Error(`not a tab stop: ${body.slice(at, at + 20)}`);
		at += head[0].length;
		const name = head[1] ?? head[2]!;
		if (head[3] === ":") {
			values.set(name, read("}"));
			at++;
		} else if (head[3] === "|") {
			const end = body.indexOf("|}", at);
			values.set(name, body.slice(at, end).split(",")[0]!);
			at = end + 2;
		}
		return values.get(name) ?? "";
	}

	return read("");
}
