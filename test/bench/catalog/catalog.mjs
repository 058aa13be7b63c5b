/** What the catalog costs: until the first module is known, until all is read, and on a disk. */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import * as esbuild from "esbuild";
import { catalogPlugin, readCatalog } from "../../../scripts/lib/esbuild-plugins.mjs";
import { makePackage } from "../../../scripts/package.mjs";
import { ROOT } from "../peers/install.mjs";
import { summary } from "../report/stats.mjs";

/**
 * @typedef {{ modules: number, options: number, load: any, one: any, all: any, bytes: number, packed: number, vsix: number }} CatalogResult
 *   load: ms until questions can be asked, one: until a module is read, all: until every entry is; each in a process of its own.
 *   bytes: of the text, packed: of what the server carries, vsix: of the extension as it is installed
 */

/** @param {string} folder @param {number} runs @param {(what: string) => void} tell @returns {Promise<CatalogResult>} */
export async function measureCatalog(folder, runs, tell) {
	tell("catalog");
	const file = path.join(folder, "probe.cjs");
	await esbuild.build({
		entryPoints: [fileURLToPath(new URL("probe.ts", import.meta.url))],
		bundle: true,
		minify: true,
		platform: "node",
		format: "cjs",
		outfile: file,
		plugins: [catalogPlugin(ROOT)],
	});
	const samples = Array.from({ length: runs }, () => {
		const { stdout, stderr, status } = spawnSync(process.execPath, [file], { encoding: "utf8" });
		if (status !== 0) throw new Error(`the catalog cannot be read: ${stderr}`);
		return JSON.parse(stdout);
	});
	const { text } = readCatalog(ROOT);
	const { modules, options } = samples[0];
	const of = (key) => summary(samples.map((one) => one[key]));
	return {
		modules,
		options,
		load: of("load"),
		one: of("one"),
		all: of("all"),
		bytes: Buffer.byteLength(text),
		packed: deflateRawSync(text, { level: 9 }).toString("base64").length,
		vsix: statSync(makePackage({ quiet: true })).size,
	};
}

/** @param {CatalogResult} result */
export function catalogLines({ modules, options, load, one, all, bytes, packed, vsix }) {
	const ms = ({ median, p95 }) => `${median.toFixed(1)} ms (p95 ${p95.toFixed(1)})`;
	const count = (value) => value.toLocaleString("en");
	return [
		`the catalog: ${count(modules)} modules, ${count(options)} options; from nothing to the first question ${ms(load)}, to the first module ${ms(one)}, to everything ${ms(all)}`,
		`on a disk: ${count(bytes)} bytes as text, ${count(packed)} in the server's file; the extension (.vsix): ${count(vsix)} bytes`,
	].join("\n");
}
