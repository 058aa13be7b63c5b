/** Documents of equal line counts for every server, written where the servers can read them too. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dockerfile } from "./dockerfile.mjs";
import { manyHosts, stockConfiguration } from "./prosody.mjs";
import { SCHEMA, yamlDocument } from "./yaml.mjs";

/**
 * @typedef {{ line: number, character: number }} Position
 * @typedef {{ lines: string[], typeAt: Position, hoverAt: Position, typing: string }} Draft
 *   typeAt: the end of a line that is empty but for its indentation; typing: what is typed there
 * @typedef {Draft & { language: string, file: string, text: string }} BenchDocument
 * @typedef {{ title: string, documents: Record<"prosody" | "yaml" | "dockerfile", BenchDocument> }} Scenario
 */

/** Lines of the stock-sized configuration. */
const STOCK_LINES = 250;

/** @param {string} folder @param {number} hosts @returns {Record<"stock" | "hosts", Scenario>} */
export function scenarios(folder, hosts) {
	return {
		stock: scenario(path.join(folder, "stock"), "stock configuration", stockConfiguration(STOCK_LINES)),
		hosts: scenario(path.join(folder, "hosts"), `${hosts.toLocaleString("en")} hosts in one file`, manyHosts(hosts)),
	};
}

function scenario(folder, title, ours) {
	const size = ours.lines.length;
	return {
		title,
		documents: {
			prosody: write(path.join(folder, "prosody", "prosody.cfg.lua"), "prosody", ours),
			yaml: write(path.join(folder, "yaml", "hosts.yaml"), "yaml", yamlDocument(size)),
			dockerfile: write(path.join(folder, "dockerfile", "Dockerfile"), "dockerfile", dockerfile(size)),
		},
	};
}

/** @returns {BenchDocument} */
function write(file, language, draft) {
	const text = draft.lines.join("\n");
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, text);
	return { ...draft, language, file, text };
}

/** Writes the YAML schema. @param {string} folder @returns {string} its path */
export function writeSchema(folder) {
	const file = path.join(folder, "hosts.schema.json");
	mkdirSync(folder, { recursive: true });
	writeFileSync(file, JSON.stringify(SCHEMA));
	return file;
}
