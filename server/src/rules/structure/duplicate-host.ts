import type { Configuration, Scope, Section } from "../../config/model.ts";
import type { Change } from "../../edits/change.ts";
import { blockAbove, endOfOwnComments } from "../../edits/comment-blocks.ts";
import { insertAfter } from "../../edits/index.ts";
import { styleOf } from "../../edits/style.ts";
import { tailOf } from "../../edits/text.ts";
import { t } from "../../l10n.ts";
import type { Chunk } from "../../syntax/tree.ts";
import { whole } from "../facts.ts";
import { references } from "../lua-tree.ts";
import { type Fix, type Report, rule, suggested } from "../rule.ts";
import { headsIn, isSamePlace, isTopLevel, readingOrder, shownPath } from "../structure-facts.ts";

export default rule({
	id: "duplicate-host",
	title: t("A host that begins a second time"),
	severity: "information",
	links: ["https://prosody.im/doc/configure"],
	check({ config }, report) {
		const twice = config.hosts.map((host) => written(host, config)).filter(({ length }) => length > 1);
		if (twice.length === 0) return;
		const order = readingOrder(config);
		for (const found of twice) {
			const sections = found.sort((a, b) => order(a.head!, b.head!));
			sections.forEach((section, index) => {
				const before = sections[index - 1];
				if (before) report(again(section.scope, before, section, config, index <= MOST_JOINED));
			});
		}
	},
});

/** The lines that begin a host, each once, and without those that may not run. */
function written({ sections }: Scope, config: Configuration): Section[] {
	if (sections.length < 2) return [];
	const { errors } = whole(config);
	const seen = new Set<string>();
	return sections.filter(({ head, nameSpan }) => {
		const place = head && `${head.start} ${head.file}`;
		if (!place || !nameSpan || !isTopLevel(head) || seen.has(place)) return false;
		seen.add(place);
		// A mistake of another kind.
		return !errors.some(({ kind, at }) => kind === "vhost-module" && at.chunk === head.chunk);
	});
}

/** So many lines for one host are offered to be joined. */
const MOST_JOINED = 20;

function again(host: Scope, before: Section, section: Section, config: Configuration, canJoin: boolean): Report {
	const [was, is] = [moduleOf(before), moduleOf(section)];
	const changes = host.kind === "Component" && was !== is;
	const at = section.nameSpan!;
	const elsewhere = before.head!.file !== at.file;
	return {
		at,
		severity: changes ? "warning" : undefined,
		message: changes
			? otherModule(host, was, is)
			: elsewhere
				? t(
						"{0} has begun in {1} already. The options of both places count together.",
						host.name,
						shownPath(before.uri, config),
					)
				: t(
						"{0} has begun further up already. The options of both places count together, which is easily overlooked.",
						host.name,
					),
		related: [{ at: before.nameSpan!, message: t("{0} begins here first", host.name) }],
		fixes: [...(changes && !is ? nameModule(section, before) : []), ...(canJoin ? join(before, section, config) : [])],
	};
}

/** The module behind the name; none for a Component of an external program. */
function moduleOf({ moduleSpan }: Section): string | undefined {
	return moduleSpan?.text.replace(/^["']|["']$/g, "");
}

function otherModule({ name }: Scope, was: string | undefined, is: string | undefined): string {
	if (is === undefined) {
		return t(
			"Without a module behind it, this makes {0} a Component for an external program: {1} is not loaded any more.",
			name,
			was ?? "",
		);
	}
	if (was === undefined) {
		return t("{0} has begun further up as a Component for an external program. This makes it {1}.", name, is);
	}
	return t(
		"{0} has begun as {1} already. Only the last line counts: it becomes {2}, and {1} is not loaded.",
		name,
		was,
		is,
	);
}

function nameModule({ head, nameSpan, form }: Section, before: Section): Fix[] {
	const module = before.moduleSpan!.text;
	if (form !== "statements" || head!.text !== head!.text.trim() || !nameSpan) return [];
	return [suggested(t("Name the module here as well: {0}", module), () => insertAfter(head!, ` ${module}`))];
}

/** One section of two, where what moves means the same in its new place. */
function join(before: Section, section: Section, config: Configuration): Fix[] {
	const { head } = section;
	const { tree } = head!.chunk;
	const heads = headsIn(config, tree.uri);
	const [first, second] = [before, section].map(({ head: one }) =>
		heads.findIndex((other) => isSamePlace(other.head!, one!)),
	) as [number, number];
	const [afterFirst, next] = [heads[first + 1], heads[second + 1]];
	const plain = [before, section].every(
		({ form, head: one }) => form === "statements" && one!.chunk.statements.length === 1,
	);
	if (!plain || before.uri !== section.uri || !afterFirst || second <= first) return [];
	if (![afterFirst, next].every((one) => !one || isTopLevel(one.head!))) return [];
	const moving = chunksBetween(head!.chunk, next?.head?.chunk);
	const last = [before.head!.chunk, ...chunksBetween(before.head!.chunk, afterFirst.head!.chunk)].at(-1)!;
	if (second > first + 1 && !areMovable(moving, config)) return [];
	return [suggested(t("Join it with the first one"), () => moveUp(section, last, next))];
}

/** The statements of a section. */
function chunksBetween(head: Chunk, next: Chunk | undefined): Chunk[] {
	return head.tree.chunks.filter(
		({ start, codeEnd }) => codeEnd > 0 && start > head.start && (!next || start < next.start),
	);
}

/** True for options whose values do not depend on what stands above. */
function areMovable(chunks: readonly Chunk[], config: Configuration): boolean {
	const reading = references(config).filter(({ node: { name } }) => !name.startsWith("ENV_") && name !== "Lua");
	const readers = new Set(reading.map(({ chunk }) => chunk));
	return chunks.every((chunk) => {
		const isPlain = chunk.statements.every(
			(statement) =>
				statement.type === "AssignmentStatement" && statement.variables.every(({ type }) => type === "Identifier"),
		);
		return isPlain && chunk.state === "clean" && !readers.has(chunk);
	});
}

/** Moves what stands below the head, with its comments, behind a statement; the head itself goes. */
function moveUp({ head }: Section, last: Chunk, next: Section | undefined): Change[] {
	const { tree } = head!.chunk;
	const { text } = tree;
	const { eol } = styleOf(tree);
	const from = blockAbove(tree, head!.start);
	const to = next ? blockAbove(tree, next.head!.start) : text.length;
	// Something else on the line of the head.
	const tail = tailOf(tree, head!.end);
	if (tail.code && tail.code.from < to && tail.code.text !== ";") return [];
	const above = text.slice(from, head!.start);
	const behind = text.slice(head!.end, to).replace(/^[ \t]*;?[ \t]*/, "");
	const indent = /\n([ \t]+)\S/.exec(behind)?.[1] ?? "";
	const body = [
		above.trim(),
		behind.startsWith("--") ? indent + behind.trimEnd() : behind.replace(/^\s*\n/, "").trimEnd(),
	];
	const moved = body.filter((part) => part !== "").join(eol);
	const end = endOfOwnComments(last, tailOf(tree, last.start + last.codeEnd).end);
	const removal = removalOf(text, from, to);
	if (end >= removal.start)
		return [{ file: tree.uri, start: end, end: to, text: (moved && eol + moved) + (next ? eol + eol : eol) }];
	const insertion = moved ? [{ file: tree.uri, start: end, end, text: eol + moved }] : [];
	return [...insertion, { file: tree.uri, ...removal, text: "" }];
}

/** With the blank lines that nothing separates any more. */
function removalOf(text: string, from: number, to: number): { start: number; end: number } {
	if (to < text.length) return { start: from, end: to };
	const ink = text.slice(0, from).trimEnd().length;
	const start = text.indexOf("\n", ink);
	return { start: start < 0 || start >= from ? from : start + 1, end: to };
}
