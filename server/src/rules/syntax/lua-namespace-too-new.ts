import { FILE_READERS } from "../../config/lua-globals.ts";
import type { Change } from "../../edits/change.ts";
import { t } from "../../l10n.ts";
import { declares, isCall, isCallee, type Reference, references } from "../lua-tree.ts";
import { type Fix, rule, safe } from "../rule.ts";

export default rule({
	id: "lua-namespace-too-new",
	local: true,
	title: t("Something that only Prosody 13.0 and later understand"),
	severity: "error",
	until: "0.12",
	links: ["https://prosody.im/doc/release/13.0.0"],
	check({ config, series }, report) {
		const all = references(config);
		// `Lua and Lua.os or os` works everywhere.
		const tested = new Set(all.filter((one) => !isUsed(one)).map(({ node }) => node.name));
		for (const reference of all) {
			const { node, span, chunk } = reference;
			const found = newThing(reference);
			if (!found || declares(chunk.tree, node.name) || tested.has(node.name)) continue;
			report({
				at: found.withMethod ? chunk.span([span.from, found.to]) : span,
				message: t(
					"Prosody {0} does not know {1}, which came with 13.0, and refuses the whole file.",
					series,
					found.shown,
				),
				fixes: withoutNamespace(reference),
			});
		}
	},
});

function isUsed(reference: Reference): boolean {
	return reference.parent?.type === "MemberExpression" || isCallee(reference);
}

interface NewThing {
	readonly shown: string;
	readonly withMethod?: boolean;
	readonly to: number;
}

function newThing(reference: Reference): NewThing | undefined {
	const { node, parent, span, chunk } = reference;
	if (node.name === "Lua" && parent?.type === "MemberExpression") return { shown: "Lua.", to: span.to };
	if (FILE_READERS.has(node.name) && isCallee(reference)) return { shown: node.name, to: span.to };
	if (parent?.type === "MemberExpression" && parent.indexer === ":" && parent.identifier.name === "append") {
		const call = reference.parents.at(-2);
		const to = chunk.span(parent).to;
		if (isCall(call) && call.base === parent) return { shown: `${node.name}:append`, withMethod: true, to };
	}
	return undefined;
}

/** Before 13.0 `Lua.os.getenv` is just `os.getenv`. */
function withoutNamespace({ node, parents, span, chunk }: Reference): Fix[] {
	const member = parents.at(-1);
	if (node.name !== "Lua" || member?.type !== "MemberExpression" || member.indexer !== ".") return [];
	const name = chunk.span(member.identifier);
	const drop: Change = { file: span.file, start: span.start, end: name.start, text: "" };
	return [safe(t("Write {0} without Lua.", name.text), () => [drop])];
}
