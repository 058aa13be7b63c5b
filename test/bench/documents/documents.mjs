/** Documents of equal line counts for every server, written where the servers can read them too. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dockerfile } from "./dockerfile.mjs";
import { jsonDocument } from "./json.mjs";
import { ofLines } from "./prosody.mjs";
import { SCHEMA } from "./schema.mjs";
import { yamlDocument } from "./yaml.mjs";

/**
 * @typedef {{ line: number, character: number }} Position
 * @typedef {{ lines: string[], typeAt: Position, typing: string, completeAt: Position, hoverAt: Position }} Draft
 *   typing: what is typed at typeAt, character by character, and erased again
 * @typedef {Draft & { language: string, file: string, text: string }} BenchDocument
 */

const KINDS = {
	prosody: { language: "prosody", file: "prosody.cfg.lua", draft: ofLines },
	json: { language: "json", file: "hosts.json", draft: jsonDocument },
	yaml: { language: "yaml", file: "hosts.yaml", draft: yamlDocument },
	dockerfile: { language: "dockerfile", file: "Dockerfile", draft: dockerfile },
};

/** The name of the schema that `writeSchema` writes. */
export const SCHEMA_FILE = "hosts.schema.json";

/** @param {string} folder @param {number} lines @returns {Record<keyof typeof KINDS, BenchDocument>} */
export function documentsOf(folder, lines) {
	const written = Object.entries(KINDS).map(([kind, { language, file, draft }]) => [
		kind,
		write(path.join(folder, String(lines), kind, file), language, draft(lines)),
	]);
	return Object.fromEntries(written);
}

/** @returns {BenchDocument} */
function write(file, language, draft) {
	const text = `${draft.lines.join("\n")}\n`;
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, text);
	return { ...draft, language, file, text };
}

/** Writes what the JSON and YAML servers know of their documents. @param {string} folder */
export function writeSchema(folder) {
	writeFileSync(path.join(folder, SCHEMA_FILE), JSON.stringify(SCHEMA));
}
