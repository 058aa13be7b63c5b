/** How much of a text the engine has worked out; {@link Snapshot.analyse} does so in units. */
import type { Snapshot } from "../engine.ts";

/** How much has to be known for an answer. */
export type Needs = "tree" | "config" | "findings";

/** Whether so much is at hand without any work. */
export function has(snapshot: Snapshot, needs: Needs): boolean {
	return needs === "tree" || (needs === "config" ? snapshot.isLoaded : snapshot.isAnalysed);
}
