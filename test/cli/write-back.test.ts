/** `--fix` writes a file in one step: whatever happens meanwhile, there is the old text or the new one, and nobody else's work is lost. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
	chmodSync,
	chownSync,
	existsSync,
	linkSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	realpathSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const CLI = resolve(process.env.PROSODY_LINT ?? "dist/prosody-lint.js");
const SABOTEUR = resolve("test/cli/saboteur.cjs");
const NEW =
	'admins = { "ada@example.org" }\nmodules_enabled = { "disco", "roster", "saslauth", "tls", "register" }\nVirtualHost "example.org"\n';
const OLD = NEW.replace("admins", 'setuid = "prosody"\nadmins').replace('"disco"', '"mod_disco"');
const BY_ANOTHER = "-- by another\n";

describe("prosody-lint --fix writes", () => {
	let folder: string;
	let path: string;
	let link: string;
	beforeEach(() => {
		folder = realpathSync(mkdtempSync(join(tmpdir(), "prosody-write-")));
		mkdirSync(join(folder, "conf.avail"));
		path = join(folder, "conf.avail/x.cfg.lua");
		link = join(folder, "prosody.cfg.lua");
		writeFileSync(path, OLD);
		symlinkSync("conf.avail/x.cfg.lua", link);
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	function fix(env: Record<string, string> = {}, options: { uid?: number; gid?: number } = {}) {
		return spawnSync(process.execPath, [CLI, "--fix", link], {
			encoding: "utf8",
			cwd: folder,
			env: { ...process.env, ...env },
			...options,
		});
	}
	const current = () => readFileSync(path, "utf8");
	const names = () => readdirSync(join(folder, "conf.avail"));

	/** Once more for every call that writing consists of; the last time is not disturbed. @returns the calls, in order */
	function sabotage(how: string, check: (call: string, result: ReturnType<typeof fix>) => void): string[] {
		const log = join(folder, "calls.txt");
		for (let at = 1; ; at++) {
			for (const name of names()) rmSync(join(folder, "conf.avail", name));
			writeFileSync(path, OLD);
			rmSync(log, { force: true });
			const result = fix({
				NODE_OPTIONS: `--require ${SABOTEUR}`,
				SABOTAGE_AT: String(at),
				SABOTAGE_HOW: how,
				SABOTAGE_FILE: path,
				SABOTAGE_LOG: log,
			});
			const calls = readFileSync(log, "utf8").trim().split("\n");
			if (calls.length < at) {
				assert.equal(current(), NEW, "undisturbed");
				return calls;
			}
			check(calls[at - 1]!, result);
			assert.equal(readlinkSync(link), "conf.avail/x.cfg.lua");
		}
	}

	for (const how of ["killed before", "killed after", "killed within"]) {
		it(`old or new, never half: ${how} each of its steps`, () => {
			const seen = new Set<string>();
			const calls = sabotage(how, (call, { signal }) => {
				assert.equal(signal, "SIGKILL", call);
				const text = current();
				assert.ok(text === OLD || text === NEW, `${how} ${call}: ${text}`);
				seen.add(text === OLD ? "old" : "new");
				// What may be left behind is nothing that Prosody would include.
				for (const name of names()) assert.ok(name === "x.cfg.lua" || name.startsWith("."), name);
			});
			assert.deepEqual([...seen].sort(), ["new", "old"]);
			for (const step of ["writeFileSync", "fchownSync", "fchmodSync", "fsyncSync", "renameSync"]) {
				assert.ok(calls.includes(step), step);
			}
		}).timeout(120_000);
	}

	for (const how of ["written by another", "replaced by another"]) {
		it(`what is ${how} in the meantime stays`, () => {
			let refused = 0;
			const calls = sabotage(how, (call, { status, stderr }) => {
				// Between the last look and the new name there is a moment nobody can close.
				if (call === "renameSync") return;
				assert.ok(current().endsWith(BY_ANOTHER), `before ${call}: ${current()}`);
				if (status === 2) {
					assert.match(stderr, /prosody\.cfg\.lua: not fixed, because it changed while it was being checked\.\n$/);
					assert.deepEqual(names(), ["x.cfg.lua"]);
					refused++;
				}
			});
			assert.ok(refused > 5, `refused ${refused} times`);
			assert.equal(calls.filter((call) => call === "renameSync").length, 1);
		}).timeout(120_000);
	}

	it("a disk that is full leaves the file as it was, and nothing beside it", () => {
		let told = 0;
		sabotage("failing", (call, { status, stderr }) => {
			if (!/^(?:write|open|fsync|fch|rename)/.test(call)) return;
			if (current() === NEW) return; // The new name was there already.
			assert.equal(current(), OLD);
			assert.deepEqual(names(), ["x.cfg.lua"]);
			assert.equal(status, 2, call);
			assert.match(stderr, /: (?:not fixed, it cannot be written|it cannot be read) \(ENOSPC\)\.\n$/);
			told++;
		});
		assert.ok(told >= 4, `told ${told} times`);
	}).timeout(120_000);

	it("mode, owner and group stay, and so does the link", () => {
		chmodSync(path, 0o640);
		// Another owner can only be given by root.
		const isRoot = process.getuid?.() === 0;
		if (isRoot) chownSync(path, 12345, 23456);
		const { uid, gid } = statSync(path);
		assert.equal(fix().status, 0);
		assert.equal(current(), NEW);
		const stat = statSync(path);
		assert.deepEqual([stat.mode & 0o7777, stat.uid, stat.gid], [0o640, uid, gid]);
		assert.ok(lstatSync(link).isSymbolicLink());
		assert.deepEqual(names(), ["x.cfg.lua"]);
	});

	it("a file that cannot keep its owner is not written", () => {
		const isRoot = process.getuid?.() === 0;
		if (!isRoot) return; // Only root has files of others to try it on.
		chmodSync(folder, 0o755);
		chmodSync(join(folder, "conf.avail"), 0o777);
		chownSync(path, 12345, 23456);
		chmodSync(path, 0o644);
		const { status, stderr } = fix({}, { uid: 65534, gid: 65534 });
		assert.equal(status, 2);
		assert.match(stderr, /: not fixed, it cannot be written \(EPERM\)\.\n$/);
		assert.equal(current(), OLD);
		assert.deepEqual(names(), ["x.cfg.lua"]);
	});

	it("a file with two names is not torn apart", () => {
		const other = join(folder, "other.cfg.lua");
		linkSync(path, other);
		const { status, stderr } = fix();
		assert.equal(status, 2);
		assert.match(stderr, /: not fixed, because it has another name \(a hard link\)/);
		assert.equal(readFileSync(other, "utf8"), OLD);
	});

	it("a file of the temporary name is nobody's to overwrite", () => {
		// The name holds the process's number: whoever lays out files or links for all of them must not gain anything.
		const target = join(folder, "target");
		const env = { NODE_OPTIONS: `--require ${join(folder, "link.cjs")}` };
		writeFileSync(
			join(folder, "link.cjs"),
			`require("node:fs").symlinkSync(${JSON.stringify(target)}, ${JSON.stringify(join(folder, "conf.avail/.x.cfg.lua."))} + process.pid + ".tmp");`,
		);
		const { status } = fix(env);
		assert.equal(status, 2);
		assert.ok(!existsSync(target));
		assert.equal(current(), OLD);
	});
});
