/** What is to be reached, as ratios within one run, and whether this run shows it. */

/**
 * @typedef {{ value: number, of: string }} Figure
 * @typedef {{ lines: Record<string, Record<string, any>>, commands: Record<string, any>, installed?: import("../installed.mjs").Installed,
 *   catalog?: import("../catalog/catalog.mjs").CatalogResult }} Results
 * @typedef {{ what: string, ours?: number, theirs?: Figure, ratio?: number, reach: number, reached?: boolean }} Verdict
 *   reached: undefined where it was not measured
 */

/** What lua-language-server took on a document of 20,000 lines. It does not come from npm and is not measured here. */
const LUA_LANGUAGE_SERVER = { value: 267, of: "lua-language-server, earlier" };
/** Flat in size: what 20,000 lines may cost more than 1,000, with the noise of figures below a millisecond. */
const FLAT = 1.5;
const MEGABYTE = 1e6;

/** @param {Results} results @returns {Verdict[]} */
export function targets({ lines, commands, installed, catalog }) {
	const figure = (size, name, measure, quantile = "median") => lines[size]?.[name]?.[measure]?.[quantile];
	const ours = (size, measure, quantile) => figure(size, "ours", measure, quantile);
	const peer = (size, name, measure, quantile) => named(figure(size, name, measure, quantile), name);
	const own = (size, measure) => named(ours(size, measure), `ours, ${size.toLocaleString("en")} lines`);
	const best = (size, measure, quantile) => {
		const peers = Object.keys(lines[size] ?? {}).filter((name) => name !== "ours");
		const measured = peers.map((name) => peer(size, name, measure, quantile)).filter((one) => one !== undefined);
		return measured.sort((a, b) => a.value - b.value)[0];
	};
	const untilFirst = (name) => sum(figure(5000, name, "start"), figure(5000, name, "first"));
	const lint = (key) => commands[key]?.programs["prosody-lint"].min;
	const program = (key, name) => named(commands[key]?.programs[name]?.min, name);
	const items = lines[5000]?.ours?.found?.completion;

	return [
		verdict("key → diagnostics, 5,000 lines, median", ours(5000, "keystroke"), best(5000, "keystroke"), 0.2),
		verdict(
			"key → diagnostics, 5,000 lines, p95",
			ours(5000, "keystroke", "p95"),
			best(5000, "keystroke", "p95"),
			0.25,
		),
		verdict("key → diagnostics, 20,000 lines, median", ours(20_000, "keystroke"), best(20_000, "keystroke"), 0.05),
		verdict("key → diagnostics, growth from 1,000 to 20,000", ours(20_000, "keystroke"), own(1000, "keystroke"), 3),
		verdict(
			"last key of a burst → diagnostics, 5,000 lines",
			ours(5000, "burst"),
			single(ours(5000, "keystroke")),
			1.2,
		),
		verdict("key → symbols, 5,000 lines", ours(5000, "symbols"), peer(5000, "vscode-json", "symbols"), 0.25),
		verdict(
			`completion (${items ?? "–"} items, at least 50), 5,000 lines`,
			ours(5000, "completion"),
			peer(5000, "vscode-json", "completion"),
			1,
			items >= 50,
		),
		verdict("hover, 5,000 lines", ours(5000, "hover"), peer(5000, "vscode-json", "hover"), 0.6),
		verdict("completion, growth from 1,000 to 20,000", ours(20_000, "completion"), own(1000, "completion"), FLAT),
		verdict("hover, growth from 1,000 to 20,000", ours(20_000, "hover"), own(1000, "hover"), FLAT),
		verdict("start → initialize response", ours(5000, "start"), best(5000, "start"), 0.7),
		verdict(
			"start and first diagnostics, 5,000 lines",
			untilFirst("ours"),
			named(untilFirst("vscode-json"), "vscode-json"),
			0.5,
		),
		verdict("peak memory (MiB), 5,000 lines", ours(5000, "memory"), best(5000, "memory"), 0.6),
		verdict("peak memory (MiB), 20,000 lines", ours(20_000, "memory"), LUA_LANGUAGE_SERVER, 0.45),
		verdict("prosody-lint, 1,000 hosts", lint(1000), program(1000, "prosodyctl"), 0.6),
		verdict("prosody-lint, 10,000 hosts (12 times as fast)", lint(10_000), program(10_000, "prosodyctl"), 1 / 12),
		verdict("prosody-lint, 1,000 hosts in files of their own", lint("split"), program("split", "prosodyctl"), 0.7),
		verdict("prosody-lint, 10 hosts", lint(10), program(10, "node -e 0"), 1.2),
		verdict(
			"installed size of the server (MB), nothing beside it",
			installed && installed.bytes / MEGABYTE,
			{ value: 1.2, of: "1.2 MB" },
			1,
			installed && !installed.problem && installed.dependencies.length === 0,
		),
		verdict("the whole catalog as text (kB)", catalog && catalog.bytes / 1000, { value: 600, of: "600 kB" }, 1),
		verdict(
			"the extension as it is installed (.vsix, MB)",
			catalog && catalog.vsix / MEGABYTE,
			{ value: 1, of: "1 MB" },
			1,
		),
	];
}

/** @returns {Verdict} `besides`: what must hold as well */
function verdict(what, ours, theirs, reach, besides = true) {
	if (ours === undefined || theirs === undefined) return { what, ours, theirs, reach };
	const ratio = ours / theirs.value;
	return { what, ours, theirs, ratio, reach, reached: ratio <= reach && Boolean(besides) };
}

/** @returns {Figure | undefined} */
function named(value, of) {
	return value === undefined ? undefined : { value, of };
}

function single(value) {
	return named(value, "ours, single key");
}

function sum(a, b) {
	return a === undefined || b === undefined ? undefined : a + b;
}
