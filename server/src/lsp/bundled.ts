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

export function loadBundled(texts: Texts | undefined): Promise<Analysis> {
	const folder = cacheFolder();
	const cache = folder === undefined ? undefined : new CodeCache(folder, id);
	const script = new Script(code, { filename: "prosody-analysis.js", cachedData: cache?.read() });
	const module = { exports: {} as Bundle };
	(script.runInThisContext() as Wrapped)(
		module,
		module.exports,
		inflateRawSync(Buffer.from(catalog, "base64")).toString("latin1"),
	);
	if (cache && script.cachedDataRejected !== false) process.on("exit", () => cache.write(script.createCachedData()));
	return module.exports.load(texts);
}
