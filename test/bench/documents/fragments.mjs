/** One entry file and a folder of files with one host each, as control panels write them. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * @typedef {import("./documents.mjs").BenchDocument} BenchDocument
 * @typedef {{ files: number, entry: BenchDocument, fragment: BenchDocument, other: { file: string, texts: [string, string] } }} Fragments
 *   fragment: one of the files, to be opened; other: another one, and what it holds by turns
 */

const ENTRY = `-- The main file; every host has a file of its own.

admins = { "admin@example.org" }
modules_enabled = {
	"disco";
	"roster";
	"saslauth";
	"tls";
	"carbons";
	"pep";
	"smacks";
	"mam";
	"ping";
	"limits";
}
limits = { c2s = { rate = "10kb/s" }, s2sin = { rate = "30kb/s" } }
authentication = "internal_hashed"
c2s_require_encryption = "yes"
s2s_secure_auth = true
storage = "internal"
certificates = "certs"
log = { info = "*syslog" }

Include "conf.d/*.cfg.lua"
`;

/** @param {string} folder @param {number} count @returns {Fragments} */
export function fragments(folder, count) {
	const conf = path.join(folder, "conf.d");
	mkdirSync(conf, { recursive: true });
	const width = String(count).length;
	const file = (index) => path.join(conf, `host${String(index).padStart(width, "0")}.cfg.lua`);
	for (let index = 1; index <= count; index++) writeFileSync(file(index), host(index));

	const opened = Math.ceil(count / 2);
	const other = opened + 1;
	writeFileSync(path.join(folder, "prosody.cfg.lua"), ENTRY);
	return {
		files: count,
		entry: document(path.join(folder, "prosody.cfg.lua"), ENTRY, ENTRY.split("\n").indexOf("", 2)),
		fragment: document(file(opened), host(opened, true), 1),
		other: { file: file(other), texts: [host(other, true), host(other)] },
	};
}

/** @param {number} index @param {boolean} [faulty] with the one mistake that a diagnostic can be waited for */
function host(index, faulty = false) {
	const lines = [`VirtualHost "host${index}.example"`, ""];
	const options = [
		`	ssl = { certificate = "certs/host${index}.crt", key = "certs/host${index}.key" }`,
		`	allow_registration = ${faulty ? '"no"' : "false"}`,
		`	admins = { "admin@host${index}.example" }`,
		'	modules_enabled = { "announce"; "motd" }',
		`	motd_text = "Welcome to host ${index}"`,
		'	archive_expires_after = "2w"',
	];
	return [...lines, ...options.slice(0, 4 + (index % 3)), ""].join("\n");
}

/** @returns {BenchDocument} typing happens in a line that is empty */
function document(file, text, line) {
	const lines = text.split("\n");
	const typeAt = { line, character: 0 };
	return {
		language: "prosody",
		file,
		text,
		lines,
		typeAt,
		completeAt: typeAt,
		hoverAt: typeAt,
		typing: "\tmax_archive_query_results = 50",
	};
}
