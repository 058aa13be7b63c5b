/** Configurations for the commands: without a mistake, whole or one file a host, readable by the user `prosodyctl` becomes. */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globalSection, sections } from "../documents/prosody.mjs";

/** @typedef {{ title: string, hosts: number, file: string }} Configuration */

/** @param {string} folder @param {number} hosts @returns {Configuration} everything in one file */
export function whole(folder, hosts) {
	const root = prepare(path.join(folder, `hosts-${hosts}`));
	const lines = [...globalSection(path.join(root, "data")), ...[...sections(hosts)].flat()];
	return { title: `${hosts.toLocaleString("en")} hosts`, hosts, file: entry(root, lines) };
}

/** @param {string} folder @param {number} hosts @returns {Configuration} every host and every component in a file of its own */
export function split(folder, hosts) {
	const root = prepare(path.join(folder, `files-${hosts}`));
	mkdirSync(path.join(root, "conf.d"));
	let number = 0;
	for (const lines of sections(hosts)) {
		const name = `${String(++number).padStart(6, "0")}.cfg.lua`;
		writeFileSync(path.join(root, "conf.d", name), lines.join("\n"));
	}
	const lines = [...globalSection(path.join(root, "data")), 'Include "conf.d/*.cfg.lua"', ""];
	const many = hosts.toLocaleString("en");
	return { title: `${many} hosts in files of their own`, hosts, file: entry(root, lines) };
}

function prepare(root) {
	mkdirSync(path.join(root, "data"), { recursive: true });
	mkdirSync(path.join(root, "certs"));
	return root;
}

function entry(root, lines) {
	const file = path.join(root, "prosody.cfg.lua");
	writeFileSync(file, lines.join("\n"));
	return file;
}

/** Run by root, `prosodyctl` goes on as the user prosody: what it looks at must be that user's. @param {string} folder */
export function handOver(folder) {
	chmodSync(path.dirname(folder), 0o755); // else it could not even be reached
	if (process.getuid?.() !== 0) return;
	const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, "prosody"], { encoding: "utf8" }).stdout);
	if (!uid || !gid) return;
	const all = readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name)));
	for (const file of [folder, ...all]) chownSync(file, Number(uid), Number(gid));
}
