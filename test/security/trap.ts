/** A configuration that lies in a repository and names whatever it should not get. */
import { execFileSync } from "node:child_process";
import {
	closeSync,
	ftruncateSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export class Trap {
	readonly root = realpathSync(mkdtempSync(join(tmpdir(), "prosody-trap-")));
	readonly repository = join(this.root, "repository");
	readonly entry = join(this.repository, "etc/prosody.cfg.lua");
	readonly text: string;

	constructor() {
		this.text = this.#configuration();
		this.#write("repository/.git/config", "token = 4711\n");
		this.#write("repository/etc/.hidden.lua", 'hidden = "4711"\n');
		this.#write("repository/etc/prosody.cfg.lua", this.text);
		this.#write("repository/etc/conf.d/a.cfg.lua", 'VirtualHost "a.example.org"\n');
		this.#write("repository/etc/conf.avail/b.cfg.lua", 'VirtualHost "b.example.org"\n');
		this.#write("repository/shared/c.cfg.lua", 'VirtualHost "c.example.org"\n');
		this.#write("repository/shared/motd.txt", "hello\n");
		this.#write("outside/secret.cfg.lua", 'VirtualHost "secret.example.org"\n');
		this.#write("outside/secret.txt", "4711\n");
		this.#write("outside/plugins/mod_mine.lua", 'error("somebody ran this")\n');
		this.#write("outside/papers/letter.txt", "4711\n");
		this.#link("etc/conf.d/b.cfg.lua", "../conf.avail/b.cfg.lua");
		this.#link("etc/conf.d/out.cfg.lua", join(this.root, "outside/secret.cfg.lua"));
		this.#link("etc/conf.d/zero.cfg.lua", "/dev/zero");
		this.#link("etc/conf.d/environ.cfg.lua", "/proc/self/environ");
		this.#link("etc/conf.d/round.cfg.lua", "round.cfg.lua");
		this.#link("etc/away", join(this.root, "outside"));
		mkdirSync(join(this.repository, "etc/conf.d/folder.cfg.lua"));
		execFileSync("mkfifo", [join(this.repository, "etc/conf.d/pipe.cfg.lua")]);
		const huge = openSync(join(this.repository, "etc/conf.d/huge.cfg.lua"), "w");
		ftruncateSync(huge, 2 ** 33);
		closeSync(huge);
	}

	/** What may be opened: the parts in the same repository. */
	get allowed(): string[] {
		return ["etc/conf.avail/b.cfg.lua", "etc/conf.d/a.cfg.lua", "shared/c.cfg.lua", "shared/motd.txt"].map((path) =>
			join(this.repository, path),
		);
	}

	/** Every path that only a breach would open. */
	get forbidden(): string[] {
		return ["outside/secret.cfg.lua", "outside/secret.txt", "outside/papers/letter.txt", "repository/.git/config"]
			.map((path) => join(this.root, path))
			.concat("/etc/passwd", "/proc/self/environ", "/proc/self/fd/0", "/dev/zero", "/dev/stdin");
	}

	remove(): void {
		rmSync(this.root, { recursive: true, force: true });
	}

	#configuration(): string {
		const includes = [
			...["conf.d/*.cfg.lua", "../shared/c.cfg.lua", "../../outside/secret.cfg.lua", "away/secret.cfg.lua"],
			...[`${this.root}/outside/secret.cfg.lua`, `${this.root}/outside/*.cfg.lua`, "away/*.cfg.lua"],
			...["/etc/passwd", "/proc/self/environ", "/proc/self/fd/0", "/dev/zero", "/dev/*", "/net/example.org/*"],
			...[".hidden.lua", "../.git/config", "conf.d/pipe.cfg.lua", "conf.d/huge.cfg.lua"],
			// Two slashes are one, and no other machine's name.
			...[
				"//example.org/share/x.cfg.lua",
				"file:///etc/passwd",
				"\\\\\\\\example.org\\\\share\\\\x",
				"https://example.org/x",
			],
		];
		const reads = ["../shared/motd.txt", "/etc/passwd", "../../outside/secret.txt", "../.git/config", "/dev/zero"];
		return [
			...reads.map((path, index) => `read${index} = FileContents(${JSON.stringify(path)})`),
			`plugin_paths = { "${this.root}/outside/plugins", "${this.root}/outside/papers" }`,
			`modules_enabled = { "roster", "mine", "firewall" }`,
			`firewall_scripts = { "/etc/passwd", "../../outside/secret.txt", "conf.d/pipe.cfg.lua" }`,
			`os.execute("touch ${this.root}/executed")`,
			`io.open("${this.root}/executed", "w")`,
			`local run = require("socket").connect("192.0.2.1", 80)`,
			`RunScript "${this.root}/outside/secret.cfg.lua"`,
			'VirtualHost "example.org"',
			// Each by itself, so that one that fails takes no other along.
			...includes.map((path) => `pcall(Include, "${path}")`),
			...includes.map((path) => `Include "${path}"`),
			"",
		].join("\n");
	}

	#write(path: string, text: string): void {
		const full = join(this.root, path);
		mkdirSync(dirname(full), { recursive: true });
		writeFileSync(full, text);
	}

	#link(path: string, target: string): void {
		symlinkSync(target, join(this.repository, path));
	}
}
