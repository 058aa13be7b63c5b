/** The servers that are measured: ours as built, and three of the same trade. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { SCHEMA_FILE } from "../documents/documents.mjs";
import { peerFile, ROOT } from "./install.mjs";

export const SERVER_FILE = path.join(ROOT, "dist/prosody-language-server.js");

/** By the name `--servers` takes, in the order of the table: the program, its package, the document it opens. */
const SERVERS = {
	ours: { program: SERVER_FILE, manifest: path.join(ROOT, "package.json"), opens: "prosody" },
	"vscode-json": peer("vscode-langservers-extracted", "bin/vscode-json-language-server", "json"),
	yaml: peer("yaml-language-server", "bin/yaml-language-server", "yaml"),
	dockerfile: peer("dockerfile-language-server-nodejs", "bin/docker-langserver", "dockerfile"),
};
export const SERVER_NAMES = Object.keys(SERVERS);

function peer(name, program, opens) {
	return { program: peerFile(`${name}/${program}`), manifest: peerFile(`${name}/package.json`), opens };
}

/** @param {string} name @param {string} folder where the schema is @returns {import("../lsp/session.mjs").Server} */
export function server(name, folder) {
	const schema = pathToFileURL(path.join(folder, SCHEMA_FILE)).href;
	return { name, command: process.execPath, args: [SERVERS[name].program, "--stdio"], ...arrangements(name, schema) };
}

/** What a server must be told to check its document by the schema and to leave the network alone. */
function arrangements(name, schema) {
	switch (name) {
		case "vscode-json":
			return {
				options: { provideFormatter: true, handledSchemaProtocols: ["file"] },
				settings: { json: { validate: { enable: true }, schemas: [{ fileMatch: ["hosts.json"], url: schema }] } },
			};
		case "yaml":
			return {
				settings: { yaml: { schemas: { [schema]: "hosts.yaml" }, schemaStore: { enable: false }, validate: true } },
			};
		default:
			return {};
	}
}

/** @param {string} name @returns {string} the document of documents/documents.mjs it opens */
export function opens(name) {
	return SERVERS[name].opens;
}

/** @param {string} name */
export function isInstalled(name) {
	return existsSync(SERVERS[name].program);
}

/** @param {string} name @returns {string} for the table's head and the results */
export function version(name) {
	const { name: title, version: number } = JSON.parse(readFileSync(SERVERS[name].manifest, "utf8"));
	return `${title} ${number}`;
}
