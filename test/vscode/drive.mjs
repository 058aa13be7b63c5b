#!/usr/bin/env node
/**
 * The main job by hand of a browser: the packaged extension, installed into a real VS Code, on a copy of the sample.
 * Leaves pictures in build/screenshots/.
 *
 * node test/vscode/drive.mjs [FILE.vsix]
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startVSCodeServer } from "../../scripts/lib/vscode-server.mjs";
import { makePackage } from "../../scripts/package.mjs";
import { openPage } from "./browser.mjs";
import { brokenResult, isMain, printResult, Steps, skippedResult } from "./result.mjs";
import { ensureChromium, ensureVSCodeServer } from "./setup.mjs";
import { Workbench } from "./workbench.mjs";

const NAME = "VS Code, driven by a browser";
const FILE = "prosody.cfg.lua";
const repository = path.resolve(import.meta.dirname, "../..");
const pictures = path.join(repository, "build/screenshots");

/**
 * @param {object} [options]
 * @param {string} [options.vsix] made when none is given
 * @param {(line: string) => void} [options.say]
 */
export async function runDrive({ vsix, say } = {}) {
	const [installation, browser] = [await ensureVSCodeServer(), await ensureChromium()];
	const missing = [installation, browser].find((part) => !part.ok);
	if (missing) return skippedResult(NAME, missing.reason);

	const temporary = await mkdtemp(path.join(tmpdir(), "prosody-vscode-"));
	const steps = new Steps(NAME, say);
	let server;
	let window;
	try {
		await mkdir(pictures, { recursive: true });
		const folder = path.join(temporary, "prosody");
		await cp(path.join(repository, "sample"), folder, { recursive: true });
		server = await startVSCodeServer(installation, {
			data: path.join(temporary, "server"),
			settings: { "workbench.colorTheme": "Dark 2026", "editor.minimap.enabled": false },
			vsix: [path.resolve(vsix ?? makePackage({ quiet: true }))],
		});
		window = await openPage(browser.path);
		const workbench = new Workbench(window.page);
		try {
			await pass({ workbench, server, folder, steps });
		} catch {
			// The step has told what went wrong; here is how it looked.
			const picture = path.join(pictures, "failure.png");
			await workbench.screenshot(picture);
			steps.result.output += `See ${picture}\n`;
		}
		return steps.result;
	} catch (error) {
		return brokenResult(NAME, error, server?.output());
	} finally {
		await window?.close();
		await server?.stop();
		await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function pass({ workbench, server, folder, steps }) {
	const file = path.join(folder, FILE);
	const text = await readFile(file, "utf8");
	const picture = (name) => workbench.screenshot(path.join(pictures, `${name}.png`));
	const gone = async (rule) => {
		await (await workbench.problems(rule)).first().waitFor({ state: "hidden" });
		await workbench.problems();
	};

	// There from the start, for the workbench knows files by a list it makes now and then; a second file of the same name would be in the way.
	const many = path.join(folder, "many");
	await mkdir(path.join(many, "conf.d"), { recursive: true });
	await writeFile(path.join(many, "conf.d", "rooms.cfg.lua"), MANY_FILES.rooms);
	await writeFile(path.join(many, "new.cfg.lua"), NEW_FILE);
	await writeFile(path.join(many, "old.cfg.lua"), OLD_FILE);

	await steps.step("opens the workbench", () => workbench.open(server.url(folder)));
	await steps.step("opens the sample", () => workbench.openFile(FILE));
	await steps.step("underlines problems", () =>
		workbench.page.waitForSelector(".monaco-editor .squiggly-error, .monaco-editor .squiggly-warning", {
			state: "attached",
		}),
	);
	await steps.step("lists problems", async () => {
		await (await workbench.problems("limits-missing")).first().waitFor();
		const rows = await workbench.problems();
		await workbench.until("all of them", async () => (await rows.count()) > 2);
		await picture("problems-dark");
	});
	await steps.step("shows a light theme as well", async () => {
		await server.configure({ "workbench.colorTheme": "Light 2026" });
		await workbench.page.waitForSelector(".monaco-workbench.vs");
		await picture("problems-light");
		await server.configure({});
		await workbench.page.waitForSelector(".monaco-workbench.vs-dark");
	});
	await steps.step("explains a problem, with a link to its rule", async () => {
		await workbench.goTo(...place(text, '"mod_carbons"'));
		const hover = await workbench.hover("module-mod-prefix");
		await picture("finding");
		await hover.locator("a", { hasText: "module-mod-prefix" }).click();
		await workbench.markdown("module-mod-prefix");
		await picture("rule");
		await workbench.closeTab();
		await workbench.find(`.tab.active[data-resource-name="${FILE}"]`).waitFor();
	});
	await steps.step("explains a module", async () => {
		await workbench.goTo(...place(text, '"smacks"'));
		const hover = await workbench.hover("mod_smacks");
		await hover
			.locator('a[href*="prosody.im/doc/modules/mod_smacks"], a[data-href*="prosody.im/doc/modules/mod_smacks"]')
			.first()
			.waitFor();
		await picture("module");
	});
	await steps.step("inserts the limits from the light bulb", async () => {
		await workbench.goTo(...place(text, "modules_enabled"));
		await workbench.quickFix(/bandwidth/i, () => picture("quick-fix"));
		await gone("limits-missing");
	});
	await steps.step("fixes all safe problems", async () => {
		await workbench.run("Prosody: Fix All Safe Problems");
		await gone("module-mod-prefix");
	});
	await steps.step("saves", async () => {
		await workbench.save();
		const saved = await readFile(file, "utf8");
		for (const part of ["limits = {", 'rate = "3kb/s"', '"limits"', '"carbons"; -- copies of sent messages']) {
			if (!saved.includes(part)) throw new Error(`${part} is not in the saved file:\n${saved}`);
		}
		await workbench.goTo(...place(saved, "limits = {"));
		await picture("fixed");
	});
	await steps.step("judges a file of its own by the one that includes it", async () => {
		await writeFile(path.join(many, "prosody.cfg.lua"), MANY_FILES.entry);
		await workbench.openFile("rooms.cfg.lua");
		await (await workbench.problems("host-clash")).first().waitFor();
		await picture("many-files");
	});
	await steps.step("shows what Prosody would load", async () => {
		await workbench.run("Prosody: Show Effective Configuration");
		await workbench.find(".tab.active", { hasText: "effective" }).waitFor();
		await workbench.find(".view-line", { hasText: "rooms.example.org" }).first().waitFor();
		await picture("effective");
		await workbench.closeTab();
	});
	await steps.step("completes modules, options and values", async () => {
		await workbench.openFile("new.cfg.lua");
		await workbench.goTo(...place(NEW_FILE, '"tls"'));
		await workbench.page.keyboard.press("End");
		await workbench.page.keyboard.press("Enter");
		await workbench.suggestion('"m', /^mam/);
		await workbench.suggestionDetails();
		await picture("complete-module");
		await workbench.page.keyboard.press("Enter");
		await workbench.page.keyboard.press("Control+End");
		await workbench.suggestion("\narchive_exp", "archive_expires_after");
		await picture("complete-option");
		await workbench.page.keyboard.press("Enter");
		await workbench.page.keyboard.press("Escape");
		await workbench.page.keyboard.press("Control+End");
		await workbench.suggestion("\nc2s_require_encryption = ", "true");
		await picture("complete-value");
		await workbench.page.keyboard.press("Escape");
		await workbench.save();
		const saved = await readFile(path.join(many, "new.cfg.lua"), "utf8");
		for (const part of ['"mam"', "archive_expires_after = "]) {
			if (!saved.includes(part)) throw new Error(`${part} is not in the saved file:\n${saved}`);
		}
	});
	await steps.step("upgrades to 13.0, and shows first what would change", async () => {
		await workbench.openFile("old.cfg.lua");
		await (await workbench.problems("module-now-core")).first().waitFor();
		await workbench.run("Prosody: Upgrade This Configuration to Prosody 13.0");
		await workbench.find(".refactor-preview, .bulk-edit-panel").first().waitFor();
		await workbench.page.waitForTimeout(500);
		await picture("upgrade");
		await workbench.find(".monaco-button", { hasText: "Apply" }).click();
		await workbench.save();
		const saved = await readFile(path.join(many, "old.cfg.lua"), "utf8");
		if (!saved.includes('network_backend = "event"') || saved.includes("daemonize")) {
			throw new Error(`not upgraded:\n${saved}`);
		}
	});
}

/** A configuration in two files, one of which says what the other must not. */
const MANY_FILES = {
	entry: `admins = { "ada@example.org" }
modules_enabled = { "roster", "saslauth", "tls", "disco", "carbons", "mam", "posix" }
authentication = "internal_hashed"

VirtualHost "example.org"
	allow_registration = false

Include "conf.d/*.cfg.lua"
`,
	rooms: `Component "rooms.example.org" "muc"
	name = "Rooms"
	modules_enabled = { "muc_mam" }

Component "example.org" "http_file_share"
	http_file_share_size_limit = 10 * 1024 * 1024
`,
};

const NEW_FILE = `modules_enabled = {
	"roster";
	"saslauth";
	"tls"; -- encryption
}

VirtualHost "example.org"
`;

/** From the days of 0.11. */
const OLD_FILE = `admins = { "ada@example.org" }
daemonize = true
use_libevent = true
modules_enabled = { "roster", "saslauth", "tls", "disco", "blocking", "cloud_notify", "posix", "pep_vcard_avatar" }
whitelist_registration_only = true

VirtualHost "example.org"
	allow_registration = false

Component "upload.example.org" "http_upload"
	http_upload_file_size_limit = 10 * 1024 * 1024
`;

/** Where a text is in another, a little inside it: line and column on the screen. */
function place(text, wanted) {
	const before = text.slice(0, text.indexOf(wanted) + 3).split("\n");
	return [before.length, before.at(-1).replaceAll("\t", "    ").length + 1];
}

if (isMain(import.meta))
	await printResult(runDrive({ vsix: process.argv[2], say: process.env.VERBOSE ? console.log : undefined }));
