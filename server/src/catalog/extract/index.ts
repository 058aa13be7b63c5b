/** Facts from Lua sources, and what they say about the catalog. */
export { compareFacts, type Difference, type Origin } from "./compare.ts";
export { type Exception, type Judged, judge } from "./exceptions.ts";
export type { ModuleFacts, SourceFacts } from "./facts.ts";
export { type FactsFile, printFacts } from "./print-facts.ts";
export { type Extracted, extractSources, type SourceFiles } from "./sources.ts";
export { splitModules } from "./split.ts";
