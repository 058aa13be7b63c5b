import type { SourceFiles } from "../../server/src/catalog/extract/index.ts";

export function sourceFiles(folder: string): SourceFiles;
