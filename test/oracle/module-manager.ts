/** Prosody's own module manager, asked for the modules of configurations: by its function that lists them, and by a server that loads them. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What `get_modules_for_host` answers, or the error it ends with. */
export type RealModules =
	| {
			readonly modules: readonly string[];
			/** How many entries of its set are no names. */
			readonly others: number;
			readonly component: string | null;
			readonly enabled: boolean;
			readonly error?: undefined;
	  }
	| { readonly error: string };

/** By host, `*` for the global section. */
export type RealAnswer = Readonly<Record<string, RealModules>>;

/** Asks about every configuration, all by one process. The variables of `environment` are all that a configuration sees. */
export function listModules(
	texts: readonly string[],
	environment: Readonly<Record<string, string>> = {},
): RealAnswer[] {
	const { PATH, PROSODY_SOURCE } = process.env;
	// A warning of the loader about a file with a long path is fatal, by a mistake of its own.
	const folder = mkdtempSync("/tmp/m-");
	try {
		const paths = texts.map((text, index) => {
			const path = join(folder, `${index}.cfg.lua`);
			writeFileSync(path, text);
			return path;
		});
		const { stdout, stderr } = spawnSync("lua5.4", ["test/oracle/modules.lua"], {
			input: paths.join("\n") + "\n",
			encoding: "utf8",
			maxBuffer: 1 << 28,
			env: { PATH, ...(PROSODY_SOURCE ? { PROSODY_SOURCE } : {}), ...environment },
		});
		const answers = stdout.split("\n").filter((line) => line.startsWith("answer "));
		if (answers.length !== texts.length) throw new Error(`${answers.length} answers of ${texts.length}\n${stderr}`);
		return answers.map((line) => JSON.parse(line.slice("answer ".length)) as RealAnswer);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Writes down what is loaded once the server is up, and ends it. */
const REPORT = `module:set_global();
local manager = require "core.modulemanager";
local function names(host)
	local list = {};
	for name in pairs(manager.get_modules(host) or {}) do list[#list + 1] = name; end
	return host .. " " .. table.concat(list, " ") .. "\\n";
end
module:hook("server-started", function ()
	local file = io.open(module:get_option_string("report_file"), "w");
	file:write(names("*"));
	for host in pairs(prosody.hosts) do file:write(names(host)); end
	file:close();
	prosody.shutdown("that is all");
end);
`;

/** The host that the report needs, besides those of the configuration. */
export const REPORTING_HOST = "report.example.com";

/** Lets a real server start on a configuration; returns what it has loaded: by host, and under `*` for the server as a whole. */
export function startAndList(text: string): Record<string, readonly string[]> {
	const folder = mkdtempSync("/tmp/m-");
	const main = join(folder, "prosody.cfg.lua");
	const report = join(folder, "report");
	mkdirSync(join(folder, "data"));
	mkdirSync(join(folder, "plugins"));
	writeFileSync(join(folder, "plugins/mod_report.lua"), REPORT);
	writeFileSync(join(folder, "config.cfg.lua"), text);
	writeFileSync(
		main,
		`Include "config.cfg.lua"
interfaces = { "127.0.0.1" }
${["c2s", "c2s_direct_tls", "s2s", "s2s_direct_tls", "http", "https", "component", "proxy65"].map((name) => `${name}_ports = {}\n`).join("")}
data_path = ${JSON.stringify(join(folder, "data"))}
certificates = ${JSON.stringify(folder)}
pidfile = nil
admin_socket = ${JSON.stringify(join(folder, "socket"))}
log = { { to = "file"; filename = ${JSON.stringify(join(folder, "log"))}; levels = { min = "info" } } }
plugin_paths = { ${JSON.stringify(join(folder, "plugins"))} }
report_file = ${JSON.stringify(report)}
VirtualHost "${REPORTING_HOST}"
modules_enabled = { "report" }
`,
	);
	try {
		const user = prosodyUser();
		if (user) execFileSync("chown", ["-R", `${user.uid}:${user.gid}`, folder]);
		const { stdout, stderr } = spawnSync("prosody", ["--config", main, "-F"], {
			encoding: "utf8",
			timeout: 30_000,
			...user,
		});
		try {
			const lines = readFileSync(report, "utf8").trim().split("\n");
			return Object.fromEntries(lines.map((line) => line.split(" ")).map(([host, ...names]) => [host, names]));
		} catch {
			throw new Error(`the server did not start\n${stdout}${stderr}${readFileSync(join(folder, "log"), "utf8")}`);
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The server refuses to run as root: root starts it as the user its package made for it. */
function prosodyUser(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (flag: string) => Number(execFileSync("id", [flag, "prosody"], { encoding: "utf8" }));
	return { uid: id("-u"), gid: id("-g") };
}
