/**
 * Debian packages that tests need (Prosody, Chromium, Neovim …): installed where that is possible, named where it is not.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Runs as root with the package names as arguments.
 * The lock keeps two test runs on one machine from taking each other's guard away; the guard (exit 101: "not allowed")
 * keeps maintainer scripts from starting services such as Prosody's. A guard somebody else put there is left alone.
 * The package lists are refreshed only when they are missing or name versions the mirror no longer has.
 */
const INSTALL = `
exec 9>/run/prosody-config-apt.lock && flock 9
guard=/usr/sbin/policy-rc.d
if [ ! -e "$guard" ]; then
	trap 'rm -f "$guard"' EXIT
	trap 'exit 130' INT TERM
	printf '#!/bin/sh\\nexit 101\\n' >"$guard" && chmod 755 "$guard"
fi
install() { apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"; }
install "$@" || { apt-get update && install "$@"; }
`;

/** @typedef {{ ok: boolean, missing: string[], reason: string }} PackagesResult */

/** One installation at a time: apt works under a lock anyway. */
let queue = Promise.resolve();

/**
 * Makes sure that Debian packages are installed. Never throws and never asks for a password.
 * @param {readonly string[]} names package names
 * @returns {Promise<PackagesResult>} `missing` lists what is not there in the end, `reason` says why in one line
 */
export function ensurePackages(names) {
	const result = queue.then(() => ensure(names));
	queue = result.then(() => {});
	return result;
}

/** @param {readonly string[]} names */
async function ensure(names) {
	if (!existsSync("/etc/debian_version") || !(await works("apt-get", "--version"))) {
		return failed([...names], "not a Debian system");
	}
	let missing = await notInstalled(names);
	if (missing.length === 0) return { ok: true, missing, reason: "" };

	const root = process.getuid?.() === 0;
	if (!root && !(await works("sudo", "-n", "true"))) {
		return failed(missing, `neither root nor passwordless sudo; run: apt-get install ${missing.join(" ")}`);
	}
	const environment = ["DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_MODE=l", "LC_ALL=C"];
	const command = [...(root ? [] : ["sudo", "-n"]), "env", ...environment, "sh", "-c", INSTALL, "sh", ...missing];
	let output = "";
	try {
		await run(command[0], command.slice(1), { maxBuffer: 64 << 20 });
	} catch (error) {
		output = `${error.stderr ?? ""}`.trim() || error.message;
	}
	missing = await notInstalled(missing);
	if (missing.length === 0) return { ok: true, missing, reason: "" };
	const lines = output.split("\n");
	return failed(missing, `apt-get failed: ${(lines.findLast((line) => line.startsWith("E:")) ?? lines.at(-1)).trim()}`);
}

/** @param {readonly string[]} names */
async function notInstalled(names) {
	const states = await Promise.all(
		names.map((name) => run("dpkg-query", ["-W", "-f", "${db:Status-Status}", name]).catch(() => ({ stdout: "" }))),
	);
	return names.filter((_, index) => states[index].stdout !== "installed");
}

/** Whether a command can be run and succeeds. */
async function works(command, ...args) {
	return run(command, args).then(
		() => true,
		() => false,
	);
}

/** @returns {PackagesResult} */
function failed(missing, reason) {
	return { ok: false, missing, reason };
}
