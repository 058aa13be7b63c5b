/** Small configurations in the styles people write, for property tests. */
import fc from "fast-check";

export const MODULES = ["tls", "pep", "mam", "limits", "offline", "s2s"] as const;
export const OPTIONS = ["storage", "log", "limits", "c2s_timeout", "ssl", "admins"] as const;
export const HOSTS = ["example.com", "muc.example.com", "example.org"] as const;

interface Style {
	readonly eol: string;
	readonly indent: string;
	readonly quote: string;
	readonly separator: string;
	readonly trailing: boolean;
	readonly spaced: boolean;
	readonly equals: string;
	readonly end: string;
	readonly hostIndent: boolean;
	readonly finalBreak: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({
	eol: fc.constantFrom("\n", "\n", "\r\n"),
	indent: fc.constantFrom("\t", "  ", "    "),
	quote: fc.constantFrom('"', "'"),
	separator: fc.constantFrom(";", ","),
	trailing: fc.boolean(),
	spaced: fc.boolean(),
	equals: fc.constantFrom(" = ", "="),
	end: fc.constantFrom("", "", ";"),
	hostIndent: fc.boolean(),
	finalBreak: fc.boolean(),
});

/** What a table holds: an item, an item in a comment, or a plain comment. */
interface Entry {
	readonly text: string;
	readonly form: "item" | "disabled" | "comment" | "blank" | "block";
	readonly comment: boolean;
}

interface Line {
	readonly kind:
		| "option"
		| "table"
		| "fields"
		| "disabled"
		| "comment"
		| "blank"
		| "banner"
		| "local"
		| "if"
		| "include"
		| "block"
		| "append"
		| "read"
		| "do";
	readonly option: string;
	readonly entries: readonly Entry[];
	readonly oneLine: boolean;
	readonly comment: boolean;
	readonly word: number;
}

const entry = (): fc.Arbitrary<Entry> =>
	fc.record({
		text: fc.constantFrom(...MODULES),
		form: fc.constantFrom("item", "item", "item", "disabled", "comment", "blank", "block"),
		comment: fc.boolean(),
	});

const line: fc.Arbitrary<Line> = fc.record({
	kind: fc.constantFrom(
		"option",
		"option",
		"table",
		"table",
		"table",
		"fields",
		"disabled",
		"comment",
		"blank",
		"banner",
		"local",
		"if",
		"include",
		"block",
		"append",
		"read",
		"do",
	),
	option: fc.constantFrom(...OPTIONS, "modules_enabled", "modules_enabled", "modules_disabled"),
	entries: fc.array(entry(), { maxLength: 5 }),
	oneLine: fc.boolean(),
	comment: fc.boolean(),
	word: fc.nat(99),
});

interface Section {
	readonly form: "VirtualHost" | "Component" | "table";
	readonly lines: readonly Line[];
}

const section: fc.Arbitrary<Section> = fc.record({
	form: fc.constantFrom("VirtualHost", "VirtualHost", "Component", "table"),
	lines: fc.array(line, { maxLength: 5 }),
});

/** A configuration that parses. */
export const configuration: fc.Arbitrary<string> = fc
	.record({
		style,
		global: fc.array(line, { maxLength: 7 }),
		hosts: fc.array(section, { maxLength: 3 }),
		ending: fc.boolean(),
	})
	.map(({ style: look, global, hosts, ending }) => {
		const printer = new Printer(look);
		for (const one of global) printer.line(one, "");
		for (const [index, host] of hosts.entries()) printer.section(host, HOSTS[index]!);
		if (ending) printer.add("", "-- The end");
		return printer.text();
	});

class Printer {
	readonly #lines: string[] = [];
	#comments = 0;

	constructor(readonly style: Style) {}

	text(): string {
		const { eol, finalBreak } = this.style;
		return this.#lines.join(eol) + (finalBreak && this.#lines.length > 0 ? eol : "");
	}

	add(...lines: string[]): void {
		this.#lines.push(...lines);
	}

	/** Every comment is one of its kind, so that none can stand in for another. */
	#comment(): string {
		return `-- note ${++this.#comments} of "x"; { y = 1 }`;
	}

	#quote(text: string): string {
		return this.style.quote + text + this.style.quote;
	}

	section(host: Section, name: string): void {
		if (host.form === "table") {
			const fields = [`enabled${this.style.equals}true`];
			if (host.lines[0]) fields.push(`ssl${this.style.equals}{ }`);
			this.add(`VirtualHost "${name}" { ${fields.join("; ")} }`);
			for (const one of host.lines) this.line(one, "");
			return;
		}
		this.add(host.form === "Component" ? `Component "${name}" "muc"` : `VirtualHost ${this.#quote(name)}`);
		for (const one of host.lines) this.line(one, this.style.hostIndent ? this.style.indent : "");
	}

	line(one: Line, indent: string): void {
		const { equals, end } = this.style;
		const comment = one.comment ? ` ${this.#comment()}` : "";
		switch (one.kind) {
			case "option":
				this.add(`${indent}${one.option}${equals}${this.#scalar(one.word)}${end}${comment}`);
				break;
			case "table":
				this.#table(one, indent, false, comment);
				break;
			case "fields":
				this.#table(one, indent, true, comment);
				break;
			case "disabled":
				this.add(`${indent}--${one.word % 2 ? " " : ""}${one.option} = ${this.#scalar(one.word)}${comment}`);
				break;
			case "comment":
				this.add(indent + this.#comment());
				break;
			case "banner":
				this.add("", `------ part ${++this.#comments} ------`);
				break;
			case "blank":
				this.add("");
				break;
			case "local":
				this.add(`${indent}local l${one.word}${equals}${one.word}${comment}`);
				break;
			case "if":
				this.add(
					`${indent}if ENV_X then`,
					`${indent}${this.style.indent}c2s_ports${equals}{ ${one.word} }${comment}`,
					`${indent}end`,
				);
				break;
			case "append":
				this.add(`${indent}modules_enabled:append {${this.#quote(one.entries[0]?.text ?? "x")}}${comment}`);
				break;
			case "read":
				this.add(`${indent}copy${one.word}${equals}${one.option}${comment}`);
				break;
			case "do":
				this.add(`${indent}do ${one.option}${equals}${this.#scalar(one.word % 5 === 4 ? 0 : one.word)} end${comment}`);
				break;
			case "include":
				this.add(`${indent}Include "conf.d/*.cfg.lua"${comment}`);
				break;
			case "block":
				this.add(`${indent}--[[ block ${++this.#comments}`, "  goes on ]]");
				break;
		}
	}

	#scalar(word: number): string {
		return [
			String(word),
			this.#quote(`v${word}`),
			"true",
			"60 * 60",
			"[[long\n-- string]]".replace("\n", this.style.eol),
		][word % 5]!;
	}

	#table(one: Line, indent: string, fields: boolean, comment: string): void {
		const { equals, end, separator, trailing, spaced } = this.style;
		const shown = one.entries.filter((each) => each.form === "item").map((each) => this.#entry(each, fields));
		const space = spaced ? " " : "";
		const head = `${indent}${one.option}${equals}`;
		if (one.oneLine) {
			const closing = trailing && shown.length > 0 ? separator : "";
			this.add(`${head}{${space}${shown.join(`${separator} `)}${closing}${space}}${end}${comment}`);
			return;
		}
		this.add(`${head}{`);
		const last = one.entries.findLastIndex((each) => each.form === "item");
		for (const [index, each] of one.entries.entries()) {
			this.#entryLine(each, index === last, indent + this.style.indent, fields);
		}
		this.add(`${indent}}${end}${comment}`);
	}

	#entryLine(each: Entry, isLast: boolean, indent: string, fields: boolean): void {
		const separator = isLast && !this.style.trailing ? "" : this.style.separator;
		const comment = each.comment ? ` ${this.#comment()}` : "";
		if (each.form === "item") this.add(indent + this.#entry(each, fields) + separator + comment);
		else if (each.form === "disabled")
			this.add(`${indent}--${this.#quote(each.text)}${this.style.separator}${comment}`);
		else if (each.form === "blank") this.add("");
		else if (each.form === "block") this.add(`${indent}--[[ block ${++this.#comments} ]]`);
		else this.add(indent + this.#comment());
	}

	#entry(each: Entry, fields: boolean): string {
		return fields ? `${each.text}${this.style.equals}${this.#quote(each.text)}` : this.#quote(each.text);
	}
}
