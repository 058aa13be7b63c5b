/**
 * What sets the release series apart, fact by fact. Each fixture of `series-fixtures/<series>` begins with the fact it rests on; its
 * `.expected.yaml`, written by hand from that fact, says what the series makes of it, and under `in <series>` what another one does.
 *
 * `options` are those of the global section. `hosts` are VirtualHosts unless they name a `component`; each has its own `options`, and the
 * modules it `loads` and `lacks`. `warnings` and `error` are Prosody's words behind the line ("3: …"), or the file and the line
 * ("conf.d/a.cfg.lua:3: …"), or nothing where Prosody names no line; paths begin in the configuration's folder.
 * What is left out is none; of modules, it is not looked at.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { loadModuleFacts } from "../../server/src/catalog/load.ts";
import { dumpConfiguration, type Json, type Locate } from "../../server/src/config/dump.ts";
import { loadConfiguration } from "../../server/src/config/load.ts";
import { sourcesOf } from "../../server/src/config/loader/sources.ts";
import type { Configuration } from "../../server/src/config/model.ts";
import { SERIES, type Series } from "../../server/src/config/version.ts";
import { linesOf } from "../../server/src/syntax/lines.ts";
import { memoryFiles } from "../support/files.ts";

const FOLDER = "test/config/series-fixtures";
const ROOT = "file:///etc/prosody/";
const ENTRY = "prosody.cfg.lua";
const SUFFIX = { file: ".cfg.lua", expected: ".expected.yaml" };

/** The loader and the module manager of trunk are those of 13.0, so trunk is held to the same. */
const ALSO: Partial<Record<Series, readonly Series[]>> = { "13.0": ["trunk"] };

interface ExpectedHost {
	readonly component?: string;
	readonly options?: { readonly [option: string]: Json };
	readonly loads?: readonly string[];
	readonly lacks?: readonly string[];
}

interface Expected {
	readonly options?: { readonly [option: string]: Json };
	readonly hosts?: { readonly [host: string]: ExpectedHost | null };
	readonly warnings?: readonly string[];
	readonly error?: string;
}

const KEYS = { whole: ["options", "hosts", "warnings", "error"], host: ["component", "options", "loads", "lacks"] };

interface Fixture {
	readonly name: string;
	readonly files: Readonly<Record<string, string>>;
	/** Absent where nobody wrote it. */
	readonly expected?: Expected;
	readonly elsewhere: ReadonlyMap<Series, Expected>;
}

/** Path → text of all files below a folder. */
function readFolder(folder: string, path = ""): Record<string, string> {
	const below = readdirSync(join(folder, path)).map((name) => join(path, name));
	return Object.assign(
		{},
		...below.map((one) =>
			statSync(join(folder, one)).isDirectory()
				? readFolder(folder, one)
				: { [one]: readFileSync(join(folder, one), "utf8") },
		),
	);
}

function readFixture(folder: string, name: string): Fixture {
	const [file, whole, expectation] = [name + SUFFIX.file, name, name + SUFFIX.expected].map((one) => join(folder, one));
	const files = existsSync(file!)
		? { [ENTRY]: readFileSync(file!, "utf8") }
		: existsSync(whole!)
			? readFolder(whole!)
			: {};
	if (!existsSync(expectation!)) return { name, files, elsewhere: new Map() };
	const { options, hosts, warnings, error, ...others } = parseYaml(readFileSync(expectation!, "utf8"));
	const elsewhere = new Map<Series, Expected>();
	for (const [key, value] of Object.entries(others)) {
		const series = SERIES.find((one) => key === `in ${one}`);
		assert.ok(series, `${expectation}: what is ${JSON.stringify(key)}?`);
		elsewhere.set(series, value as Expected);
	}
	return { name, files, expected: { options, hosts, warnings, error }, elsewhere };
}

/** Whatever is there, complete or not. */
function fixturesOf(series: Series): Fixture[] {
	const folder = join(FOLDER, series);
	const names = readdirSync(folder).map((name) =>
		name.replace(new RegExp(`(?:${Object.values(SUFFIX).join("|")})$`), ""),
	);
	return [...new Set(names)].sort().map((name) => readFixture(folder, name));
}

function load(files: Fixture["files"], series: Series): Configuration {
	const sources = sourcesOf(
		memoryFiles(Object.fromEntries(Object.entries(files).map(([path, text]) => [ROOT + path, text]))),
	);
	const entry = sources.tree(ROOT + ENTRY);
	assert.ok(typeof entry === "object");
	return loadConfiguration(entry, { series, assumed: false }, sources, loadModuleFacts());
}

/** A value without what is only of use to machines. */
function plain(value: Json): Json {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(plain);
	const { $unknown, $reference } = value as { readonly [key: string]: Json };
	if ($unknown !== undefined) return "<unknown>";
	if (Array.isArray($reference)) return `<reference to ${$reference.join(" ")}>`;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

interface Dump {
	readonly hosts: Readonly<
		Record<string, { kind?: string; module?: string | null; options: { readonly [option: string]: Json } }>
	>;
	readonly warnings: readonly { file: string; line: number; message: string }[];
}

/** What Prosody says of the configuration while it loads. What the model notes beyond that has no place here. */
const SAID: Record<Series, RegExp> = {
	"0.11": /^(?!)/,
	"0.12": /^Duplicate option /,
	"13.0": /^(?!Invalid syntax)/,
	trunk: /^(?!Invalid syntax)/,
};

/** Our reading of it, in the terms of an expectation; of the modules, those that are asked for. */
function actual(config: Configuration, expected: Expected): Expected {
	const locate: Locate = ({ file, start }) => {
		const tree = config.trees.find(({ uri }) => uri === file);
		return { file: file.replace(ROOT, ""), line: tree ? linesOf(tree).lineAt(start) + 1 : 0 };
	};
	const said = ({ file, line }: ReturnType<Locate>, words: string) =>
		`${file === ENTRY ? "" : `${file}:`}${line}: ${words}`;
	const { error } = config;
	if (error) {
		return { error: error.line === null ? error.message : said(locate(error.line ?? error.at), error.message) };
	}
	const { hosts, warnings } = dumpConfiguration(config, locate) as unknown as Dump;
	const optionsOf = (host: string) => plain(hosts[host]!.options) as { readonly [option: string]: Json };
	const hostOf = (host: string): ExpectedHost => {
		const { kind, module } = hosts[host]!;
		const { loads = [], lacks = [] } = expected.hosts?.[host] ?? {};
		const modules = config.host(host)!.modules;
		return {
			...(kind === "Component" ? { component: module ?? "?" } : {}),
			options: optionsOf(host),
			loads: loads.filter((name) => modules.has(name) === true && modules.loaded.has(name)),
			lacks: lacks.filter((name) => modules.has(name) === false && !modules.loaded.has(name)),
		};
	};
	const names = Object.keys(hosts).filter((host) => host !== "*");
	return {
		options: optionsOf("*"),
		hosts: Object.fromEntries(names.map((host) => [host, hostOf(host)])),
		warnings: warnings
			.filter(({ message }) => SAID[config.version.series].test(message))
			.map((warning) => said(warning, warning.message))
			.sort(),
	};
}

/** The expectation with everything written out. */
function complete({ options = {}, hosts, warnings = [], error }: Expected): Expected {
	if (error !== undefined) return { error };
	const whole = Object.entries(hosts ?? {}).map(([name, host]) => {
		return [name, { options: {}, loads: [], lacks: [], ...host }] as const;
	});
	return { options, hosts: Object.fromEntries(whole), warnings: [...warnings].sort() };
}

function assertKnownKeys(expected: Expected): void {
	const stray = (value: object, keys: readonly string[]) => Object.keys(value).filter((key) => !keys.includes(key));
	assert.deepEqual(stray(expected, KEYS.whole), []);
	for (const host of Object.values(expected.hosts ?? {})) assert.deepEqual(stray(host ?? {}, KEYS.host), []);
	if (expected.error !== undefined) assert.equal(expected.options ?? expected.hosts ?? expected.warnings, undefined);
}

describe("what sets the release series apart", () => {
	for (const series of readdirSync(FOLDER).sort() as Series[]) {
		describe(series, () => {
			assert.ok(SERIES.includes(series), series);
			for (const { name, files, expected, elsewhere } of fixturesOf(series)) {
				it(`${name} has a fixture, the fact it rests on, an expectation, and another series that differs`, () => {
					assert.ok(ENTRY in files, "there is no fixture");
					assert.match(files[ENTRY]!, /^-- Fact: \S+.* of \S+: \S/);
					assert.ok(files[ENTRY]!.split("\n", 1)[0]!.includes(` of ${series}: `), "the fact is one of another series");
					assert.ok(expected, "nothing is expected");
					assert.ok(elsewhere.size > 0, "no other series is looked at");
					for (const one of [expected, ...elsewhere.values()]) assertKnownKeys(one);
					for (const other of elsewhere.values()) assert.notDeepEqual(complete(other), complete(expected));
				});
				if (!expected || !(ENTRY in files)) continue;
				const all = [...[series, ...(ALSO[series] ?? [])].map((one) => [one, expected] as const), ...elsewhere];
				for (const [one, wanted] of all) {
					it(`${name} (${one})`, () => {
						assert.deepEqual(actual(load(files, one), wanted), complete(wanted));
					});
				}
			}
		});
	}
});
