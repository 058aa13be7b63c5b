import type { Catalog } from "../../catalog/catalog.ts";
import { nameprep } from "../../config/host-name.ts";
import type { Configuration, LoadError } from "../../config/model.ts";
import { addModule, replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Chunk, rangeOf, Span } from "../../syntax/tree.ts";
import { argumentsOf, type Call, isCall } from "../lua-tree.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";
import { isSamePlace, nodesAround } from "../structure-facts.ts";

export default rule({
	id: "vhost-with-module",
	title: t("A module behind the name of a VirtualHost"),
	severity: "error",
	local: "in-place",
	links: ["https://prosody.im/doc/components"],
	check({ config, catalog }, report) {
		for (const error of config.errors) {
			const found = error.kind === "vhost-module" ? read(error) : undefined;
			if (!found) continue;
			report({
				at: found.moduleSpan,
				message: message(found, config, catalog),
				fixes: fixes(found, config, catalog),
			});
		}
	},
});

function message(found: Found, config: Configuration, catalog: Catalog): string {
	const { host, module } = found;
	if (!isService(catalog, module)) {
		return t(
			"Prosody does not start: a VirtualHost takes no module behind its name. What {0} shall load stands in its modules_enabled.",
			host,
		);
	}
	return isTaken(found, config)
		? t(
				"Prosody does not start: a VirtualHost takes no module. A service such as {0} is a Component, on a domain that is no VirtualHost.",
				module,
			)
		: t(
				'Prosody does not start: a VirtualHost takes no module. A service such as {1} is a Component: Component "{0}" "{1}".',
				host,
				module,
			);
}

interface Found {
	readonly host: string;
	readonly module: string;
	readonly keyword: Span;
	readonly nameSpan: Span;
	readonly moduleSpan: Span;
	/** True when options follow in a table. */
	readonly withTable: boolean;
}

/** `VirtualHost "host" "module"` with its parts; undefined where they are not written out. */
function read({ at }: LoadError): Found | undefined {
	const path = nodesAround(at);
	const index = path.findIndex((node) => isCall(node) && isCall(node.base) && !isCall(node.base.base));
	const outer = path[index] as Call | undefined;
	if (!outer || !isCall(outer.base)) return undefined;
	const { chunk } = at;
	const [name, module] = [argumentsOf(outer.base)[0], argumentsOf(outer)[0]];
	const keyword = outer.base.base;
	if (!name || !module || keyword.type !== "Identifier") return undefined;
	return {
		host: textOf(name, chunk),
		module: textOf(module, chunk),
		keyword: chunk.span(keyword),
		nameSpan: chunk.span(name),
		moduleSpan: chunk.span(module),
		withTable: isCall(path[index - 1]),
	};
}

function textOf(node: Parameters<typeof rangeOf>[0], chunk: Chunk): string {
	return node.type === "StringLiteral" ? node.value : chunk.span(node).text;
}

/** True for modules that are the service of a domain of its own. */
function isService(catalog: Catalog, module: string): boolean {
	const entry = catalog.module(module);
	return entry?.kind === "component" || entry?.loadedAs?.includes("component-module") === true;
}

/** True where the domain is a VirtualHost in another place as well. */
function isTaken({ host, nameSpan }: Found, config: Configuration): boolean {
	const sections = config.host(nameprep(host) ?? host)?.sections ?? [];
	return sections.some((section) => section.nameSpan && !isSamePlace(section.nameSpan, nameSpan));
}

function fixes(found: Found, config: Configuration, catalog: Catalog): Fix[] {
	const { host, module, keyword, nameSpan, moduleSpan, withTable } = found;
	const asComponent = () => replaceSpan(keyword, /^[a-z]/.test(keyword.text) ? "component" : "Component");
	const service = isService(catalog, module);
	const known = catalog.knowsModule(module);
	// Where the same domain is a VirtualHost elsewhere, the two would clash.
	const component =
		(service || !known) && !isTaken(found, config)
			? [(service ? safe : suggested)(t('Write Component "{0}" "{1}"', host, module), asComponent)]
			: [];
	const scope = config.host(nameprep(host) ?? host);
	const load =
		scope && !service && !withTable && known
			? [
					suggested(t("Load {0} on {1}", module, host), () => {
						const added = addModule(scope, module);
						return added.length > 0 ? [...added, ...removal(nameSpan, moduleSpan)] : [];
					}),
				]
			: [];
	return [...load, ...component];
}

/** Takes the module out, with the brackets and blanks around it. */
function removal(name: Span, module: Span) {
	const { chunk } = module;
	const between = chunk.text.slice(name.to, module.from);
	const behind = chunk.text.slice(module.to);
	const brackets = /\(\s*$/.test(between) && /^\s*\)/.test(behind);
	const closing = /^\s*\)/.exec(between)?.[0].length ?? 0;
	const end = module.to + (brackets ? /^\s*\)/.exec(behind)![0].length : 0);
	return between.includes("--") ? [] : replaceSpan(chunk.span([name.to + closing, end]), "");
}
