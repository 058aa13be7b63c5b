/** Made by the build; see scripts/lib/esbuild-analysis.mjs. */
declare module "virtual:analysis" {
	/** `load.ts` and all it needs: the text of a function that takes `module`, `exports` and the catalog, and requires nothing. Deflated, in base64. */
	export const code: string;
	/** Another one for every other code. */
	export const id: string;
	/** The catalog, deflated, in base64. */
	export const catalog: string;
}
