export interface CatalogFiles {
	readonly schema: string;
	readonly language: string;
	readonly names: string;
	readonly core: readonly string[];
	readonly community: readonly string[];
	readonly folders: readonly string[];
}
export function catalogFiles(root: string): CatalogFiles;
/** The whole catalog as one compact JSON text; throws an Error naming file and place when an entry is wrong. */
export function compileCatalog(root: string): string;
