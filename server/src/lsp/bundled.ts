/**
 * Everything behind the connection, out of the text that the build puts into the server's one file. Compiled when the first document is
 * there: until then it is a string, which costs a tenth of what code costs.
 */
import { Script } from "node:vm";
import { inflateRawSync } from "node:zlib";
import { catalog, code, id } from "virtual:analysis";
import { CodeCache, cacheFolder } from "./code-cache.ts";
import type { Analysis, Texts } from "./session.ts";

interface Bundle {
	load(texts: Texts | undefined): Promise<Analysis>;
}

type Wrapped = (module: { readonly exports: Bundle }, exports: object, catalog: string) => void;

/** V8 goes through every character of a program before it starts: what is not needed at once is kept small. */
function unpacked(text: string): string {
	return inflateRawSync(Buffer.from(text, "base64")).toString("utf8");
}

export function loadBundled(texts: Texts | undefined): Promise<Analysis> {
	const folder = cacheFolder();
	const cache = folder === undefined ? undefined : new CodeCache(folder, id);
	const script = new Script(unpacked(code), { filename: "prosody-analysis.js", cachedData: cache?.read() });
	const module = { exports: {} as Bundle };
	(script.runInThisContext() as Wrapped)(module, module.exports, unpacked(catalog));
	if (cache && script.cachedDataRejected !== false) process.on("exit", () => cache.write(script.createCachedData()));
	return module.exports.load(texts);
}
