/** Debian's real Prosody as a judge: its syntax, its `prosodyctl check config`, its server. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What luac says of a file; empty when it accepts it. */
export function luac(path: string): string {
	return spawnSync("luac5.4", ["-p", path], { encoding: "utf8" }).stderr.trim();
}

/** What `prosodyctl check config` has to say, line by line, without its greeting and its farewell; and its exit code. */
export function checkConfig(path: string): { lines: string[]; status: number | null } {
	const { stdout, stderr, status } = spawnSync("prosodyctl", ["--root", "--config", path, "check", "config"], {
		encoding: "utf8",
	});
	const text = stdout + stderr;
	const body = /Checking config\.\.\.\n(.*?)\nDone\./s.exec(text)?.[1];
	if (body === undefined) return { lines: text.trim().split("\n"), status };
	const lines = body
		.split("\n")
		.map((line) => line.trim())
		.filter(
			(line) =>
				line !== "" && !/^The following configuration files have been loaded:|^-\s+\/|^certmanager\b/.test(line),
		);
	return { lines, status };
}

/** Ports of the loopback interface that are free at the moment; held all at once, for one closed early may be given out again. */
async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	for (const server of servers) await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const ports = servers.map((server) => (server.address() as { port: number }).port);
	for (const server of servers) await new Promise((done) => server.close(done));
	return ports;
}

/**
 * Starts the real server on a configuration and returns what it answers to a client's stream header on its c2s port, and its log.
 * The configuration is included from one that moves everything to loopback, free ports and a scratch folder.
 */
export async function startServer(config: string, host: string): Promise<{ answer: string; log: string }> {
	const folder = mkdtempSync(join(tmpdir(), "prosody-"));
	const [c2s, s2s, http, https] = await freePorts(4);
	mkdirSync(join(folder, "data"));
	mkdirSync(join(folder, "certs"));
	const main = join(folder, "prosody.cfg.lua");
	writeFileSync(
		main,
		`Include ${JSON.stringify(config)}
interfaces = { "127.0.0.1" }
local_interfaces = { "127.0.0.1" }
c2s_ports = { ${c2s} }
c2s_direct_tls_ports = {}
s2s_ports = { ${s2s} }
http_ports = { ${http} }
https_ports = { ${https} }
component_ports = {}
data_path = ${JSON.stringify(join(folder, "data"))}
certificates = ${JSON.stringify(join(folder, "certs"))}
pidfile = nil
admin_socket = ${JSON.stringify(join(folder, "prosody.sock"))}
log = { { to = "file"; filename = ${JSON.stringify(join(folder, "log"))}; levels = { min = "info" } } }
`,
	);
	const user = prosodyUser();
	if (user) execFileSync("chown", ["-R", `${user.uid}:${user.gid}`, folder]);
	const server = spawn("prosody", ["--config", main, "-F"], { stdio: ["ignore", "pipe", "pipe"], ...user });
	let output = "";
	server.stdout.on("data", (data) => (output += data));
	server.stderr.on("data", (data) => (output += data));
	const log = () => {
		try {
			return output + readFileSync(join(folder, "log"), "utf8");
		} catch {
			return output;
		}
	};
	try {
		const answer = await greet(c2s!, host, server);
		return { answer, log: log() };
	} catch (error) {
		throw new Error(`${(error as Error).message}\n${log()}`);
	} finally {
		await stop(server);
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The server refuses to run as root: root starts it as the user its package made for it. */
function prosodyUser(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (flag: string) => Number(execFileSync("id", [flag, "prosody"], { encoding: "utf8" }));
	return { uid: id("-u"), gid: id("-g") };
}

/** Opens a stream as a client would, again and again until the server is up. */
async function greet(port: number, host: string, server: ChildProcess): Promise<string> {
	const until = Date.now() + 20_000;
	for (;;) {
		if (server.exitCode !== null) throw new Error(`prosody ended with exit code ${server.exitCode}`);
		const answer = await new Promise<string>((done) => {
			let text = "";
			const socket = connect(port, "127.0.0.1", () =>
				socket.write(
					`<?xml version='1.0'?><stream:stream to='${host}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`,
				),
			);
			socket.setTimeout(2000, () => socket.destroy());
			socket.on("data", (data) => {
				text += data;
				if (/<\/stream:features>|<stream:error|<stream:features\/>/.test(text)) socket.destroy();
			});
			socket.on("error", () => {});
			socket.on("close", () => done(text));
		});
		if (answer) return answer;
		if (Date.now() > until) throw new Error("the c2s port does not answer");
		await new Promise((done) => setTimeout(done, 100));
	}
}

async function stop(server: ChildProcess): Promise<void> {
	if (server.exitCode !== null) return;
	const ended = new Promise((done) => server.once("exit", done));
	server.kill("SIGTERM");
	const timer = setTimeout(() => server.kill("SIGKILL"), 5000);
	await ended;
	clearTimeout(timer);
}
