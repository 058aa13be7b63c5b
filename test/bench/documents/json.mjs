/** A JSON document of any length: settings, and hosts of nine lines each. */
import { middle } from "./middle.mjs";
import { SET } from "./schema.mjs";

/** One host in so many has three mistakes: a wrong type, a key said twice, a value that is not in the list. */
const FAULTY = 11;
const LINES_OF_A_HOST = 9;

/** @param {number} size exact number of lines @returns {import("./documents.mjs").Draft} */
export function jsonDocument(size) {
	const lines = ["{", '  "title": "For measurements",'];
	for (let index = 0; index < SET; index++) lines.push(`  "setting_${index}": "value ${index}",`);
	lines.push('  "hosts": {');
	const count = Math.floor((size - lines.length - 2) / LINES_OF_A_HOST);
	for (let index = 1; index <= count; index++) lines.push(...host(index, index === count));
	while (lines.length < size - 2) lines.push("");
	lines.push("  }", "}");

	const line = middle(lines, /^ {6}"authentication"/);
	return {
		lines,
		typeAt: { line, character: lines[line].length },
		typing: '\n      "storage": "internal",',
		completeAt: { line, character: lines[line].indexOf(": ") + 5 },
		hoverAt: { line, character: 9 },
	};
}

function host(index, last) {
	const name = `host${index}.example.org`;
	const faulty = index % FAULTY === 6;
	return [
		`    "${name}": {`,
		`      "enabled": ${faulty ? '"yes"' : "true"},`,
		'      "modules": ["carbons", "mam", "pep"],',
		`      "certificate": "/etc/prosody/certs/${name}.crt",`,
		`      "key": "/etc/prosody/certs/${name}.key",`,
		faulty ? '      "enabled": true,' : `      "registration": ${index % 3 === 0},`,
		`      "authentication": "internal_${faulty ? "hash" : "hashed"}",`,
		`      "port": ${5222 + (index % 40)}`,
		last ? "    }" : "    },",
	];
}
