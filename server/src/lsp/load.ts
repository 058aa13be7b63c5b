import { configureL10n } from "../l10n.ts";
import type { Analysis, Texts } from "./session.ts";

/** Loads everything behind the connection. Texts come first: rules have their titles translated while they load. */
export function load(texts: Texts | undefined): Promise<Analysis> {
	if (texts) configureL10n({ contents: texts });
	return import("./analysis.ts");
}
