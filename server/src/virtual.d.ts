/** Modules that the build makes; see scripts/lib/esbuild-plugins.mjs. */

declare module "virtual:catalog" {
	/** The compiled catalog, one JSON text a line; catalog/load.ts reads it. */
	const asset: string;
	export default asset;
}

declare module "virtual:rules" {
	import type { RegisteredRule } from "./rules/rule.ts";

	/** Every rule, by group, then id. */
	const rules: readonly RegisteredRule[];
	export default rules;
}
