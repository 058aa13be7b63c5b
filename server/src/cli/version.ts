import manifest from "../../../package.json";

export const VERSION: string = manifest.version;
/** Where the rule pages are published: `<base>/<rule>.md`. */
export const RULE_PAGES: string = `${manifest.homepage}/rules`;
