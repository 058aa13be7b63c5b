/** Modules that the build makes; see scripts/lib/esbuild-plugins.mjs. */

declare module "virtual:catalog" {
	/** The compiled catalog as JSON text. */
	const json: string;
	export default json;
}

declare module "virtual:rules" {
	import type { RegisteredRule } from "./rules/rule.ts";

	/** Every rule, by group, then id. */
	const rules: readonly RegisteredRule[];
	export default rules;
}
