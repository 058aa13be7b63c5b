/** The configuration as a rule sees it that is shown a part of it: the hosts and sections that are written there, and no others. */
import { lazy } from "../config/lazy.ts";
import type { ConfigPart, Configuration } from "../config/model.ts";
import type { SyntaxTree } from "../syntax/tree.ts";

/** What stands in one file. */
export function viewOfFile(config: Configuration, tree: SyntaxTree): Configuration {
	return view(config, () => config.partsIn(tree.uri), tree);
}

/** What stands in some parts of a file. */
export function viewOfParts(config: Configuration, tree: SyntaxTree, parts: readonly ConfigPart[]): Configuration {
	const shown = Object.create(tree, { chunks: { value: parts.flatMap(({ chunks }) => chunks) } });
	return view(config, () => parts, shown);
}

function view(config: Configuration, partsOf: () => readonly ConfigPart[], tree: SyntaxTree): Configuration {
	const parts = lazy(partsOf);
	const sections = lazy(() => parts().flatMap((part) => part.sections));
	const hosts = lazy(() => {
		const scopes = new Set(sections().map(({ scope }) => scope));
		return [...scopes].filter((scope) => scope.kind !== "global" && config.host(scope.name) === scope);
	});
	const enabled = lazy(() => hosts().filter((host) => host.enabled));
	return Object.create(config, {
		hosts: { get: hosts },
		sections: { get: sections },
		trees: { value: [tree] },
		warnings: { get: lazy(() => parts().flatMap(({ warnings }) => warnings)) },
		errors: { get: lazy(() => parts().flatMap(({ errors }) => errors)) },
		virtualHosts: { get: lazy(() => enabled().filter(({ kind }) => kind === "VirtualHost")) },
		components: { get: lazy(() => enabled().filter(({ kind }) => kind === "Component")) },
	});
}
