import type { Chunk, SyntaxTree } from "../syntax/tree.ts";
import { DEFAULT_SERIES, type VersionChoice, type VersionSetting } from "./version.ts";

/** Names that only 13.0 and later understand: on an older Prosody the file would not load. */
const ONLY_SINCE_13 =
	/(?<![\w."'-])(?:Lua\.|Credential\s*[("']|File(?:Contents|Lines?)\s*[("']|[A-Za-z_]\w*:append\s*[({])/;

/** Most statements stay the same from edit to edit. */
function isNew(chunk: Chunk): boolean {
	chunk.isNew ??= ONLY_SINCE_13.test(chunk.text.slice(0, chunk.codeEnd));
	return chunk.isNew;
}

/** The series to read the file for. */
export function chooseVersion(setting: VersionSetting, tree: SyntaxTree): VersionChoice {
	if (setting !== "auto") return { series: setting, assumed: false };
	const evident = tree.chunks.some(isNew);
	return { series: DEFAULT_SERIES, assumed: !evident };
}
