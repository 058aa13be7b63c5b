/**
 * Starts the VS Code server on the loopback interface.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { freePort, startGroup, waitUntilAnswers } from "./vscode-process.mjs";

const run = promisify(execFile);

/** A quiet workbench: nothing that asks, advertises, calls home or saves by itself. */
const QUIET = {
	"chat.disableAIFeatures": true,
	"extensions.autoCheckUpdates": false,
	"extensions.ignoreRecommendations": true,
	"files.autoSave": "off",
	"git.enabled": false,
	"security.workspace.trust.enabled": false,
	"telemetry.telemetryLevel": "off",
	"update.showReleaseNotes": false,
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"workbench.startupEditor": "none",
	"workbench.tips.enabled": false,
};

/**
 * @param {import("./vscode-install.mjs").VSCodeServer} installation
 * @param {object} options
 * @param {string} options.data a folder for everything the server writes: settings, extensions, logs
 * @param {Record<string, unknown>} [options.settings] beside the quiet ones
 * @param {readonly string[]} [options.vsix] extensions to install first
 * @param {boolean} [options.driver] let the page run extension tests
 * @param {boolean} [options.lasting] goes on when nobody has looked at it for five minutes; otherwise it ends then by
 *   itself, should we not come to stop it
 */
export async function startVSCodeServer(
	installation,
	{ data, settings = {}, vsix = [], driver = false, lasting = false },
) {
	const settingsFile = path.join(data, "data/Machine/settings.json");
	const configure = (more) => writeFile(settingsFile, JSON.stringify({ ...QUIET, ...settings, ...more }, null, "\t"));
	await mkdir(path.dirname(settingsFile), { recursive: true });
	await configure({});
	const base = [installation.entry, "--server-data-dir", data, "--extensions-dir", path.join(data, "extensions")];
	for (const file of vsix) {
		await run(installation.node, [...base, "--install-extension", file, "--force"]);
	}

	const port = await freePort();
	// Other users and web pages of this machine can reach the port, but not get past the token.
	const token = randomBytes(16).toString("hex");
	const group = startGroup(
		installation.node,
		[
			...base,
			...["--host", "127.0.0.1", "--port", String(port), "--connection-token", token],
			...["--accept-server-license-terms", "--telemetry-level", "off", "--disable-workspace-trust"],
			// The workbench of a release build looks at extensionTestsPath only when this is set.
			...(lasting ? [] : ["--enable-remote-auto-shutdown"]),
			...(driver ? ["--enable-smoke-test-driver"] : []),
		],
		{ env: { ...process.env, VSCODE_RECONNECTION_GRACE_TIME: "1000" } },
	);
	const authority = `127.0.0.1:${port}`;
	try {
		await waitUntilAnswers(`http://${authority}/version`, group.exited);
	} catch (error) {
		await group.stop();
		throw new Error(`${error.message}\n${group.output()}`);
	}
	return {
		authority,
		exited: group.exited,
		output: group.output,
		stop: group.stop,
		/** Changes settings while it runs. */
		configure,
		/**
		 * The address that opens a folder in the workbench.
		 * @param {string} folder
		 * @param {readonly (readonly [string, string])[]} [payload]
		 */
		url(folder, payload = []) {
			const query = new URLSearchParams({ tkn: token, folder });
			if (payload.length > 0) query.set("payload", JSON.stringify(payload));
			// Slashes and colons may stand as they are: a person reads this.
			return `http://${authority}/?${`${query}`.replaceAll("%2F", "/").replaceAll("%3A", ":")}`;
		},
		/** Whether the workbench is served at an address of {@link url}. A cookie takes the token's place at first. */
		async serves(url) {
			const entry = await fetch(url, { redirect: "manual" });
			const cookie = entry.headers.getSetCookie().map((line) => line.split(";")[0]);
			const target = new URL(entry.headers.get("location") ?? url, url);
			const answer = await fetch(target, { headers: { cookie: cookie.join("; ") } });
			return answer.ok && (await answer.text()).includes("workbench");
		},
		/** `publisher.name@version` of what is installed. */
		async extensions() {
			const { stdout } = await run(installation.node, [...base, "--list-extensions", "--show-versions"]);
			return stdout.split("\n").filter((line) => /^\S+@\S+$/.test(line));
		},
	};
}
