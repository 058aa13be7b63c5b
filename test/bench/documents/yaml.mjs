/** A YAML document of any length: settings, and hosts of eight lines each. */
import { middle } from "./middle.mjs";
import { SET } from "./schema.mjs";

/** One host in so many has two mistakes: a wrong type, a value that is not in the list. */
const FAULTY = 12;

/** @param {number} size exact number of lines @returns {import("./documents.mjs").Draft} */
export function yamlDocument(size) {
	const lines = ["title: For measurements"];
	for (let index = 0; index < SET; index++) lines.push(`setting_${index}: value ${index}`);
	lines.push("hosts:");
	for (let index = 1; lines.length + 8 <= size; index++) lines.push(...host(index));
	while (lines.length < size) lines.push("# There is always more to explain.");

	const line = middle(lines, /^ {4}port/);
	return {
		lines,
		typeAt: { line, character: lines[line].length },
		typing: "\n    storage: internal",
		completeAt: { line: line - 1, character: lines[line - 1].indexOf(": ") + 2 },
		hoverAt: { line, character: 6 },
	};
}

function host(index) {
	const name = `host${index}.example.org`;
	const faulty = index % FAULTY === 6;
	return [
		`  ${name}:`,
		`    enabled: ${faulty ? '"yes"' : "true"}`,
		"    modules: [carbons, mam, pep]",
		`    certificate: /etc/prosody/certs/${name}.crt`,
		`    key: /etc/prosody/certs/${name}.key`,
		`    registration: ${index % 3 === 0}`,
		`    authentication: internal_${faulty ? "hash" : "hashed"}`,
		`    port: ${5222 + (index % 40)}`,
	];
}
