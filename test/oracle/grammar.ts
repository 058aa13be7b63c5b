/**
 * Whole configurations at random: one file or several, most of which Prosody loads. The smallest that still fails is a few lines:
 * statements, gaps between tokens, files and the fault can be left out one by one.
 */
import fc from "fast-check";
import { atLeast, type Series } from "../../server/src/config/version.ts";
import type { Piece } from "./grammar/code.ts";
import { fault } from "./grammar/faults.ts";
import { host, include, references } from "./grammar/hosts.ts";
import { type Gap, type Layout, layOut } from "./grammar/layout.ts";
import { Scope, statements, type World } from "./grammar/scope.ts";
import { setOption, statement } from "./grammar/statements.ts";
import { oneOf, type Pieces } from "./grammar/values.ts";
import { type Files, showFiles } from "./loader.ts";

export { ENVIRONMENT } from "./grammar/values.ts";

/** The entry file first; each includes only those after it, so that there is no circle by accident. */
const PATHS = ["prosody.cfg.lua", "conf.d/a.cfg.lua", "conf.d/b.cfg.lua", "other.lua", "conf.d/sub/c.lua"];

/** Files that are always there: two that no wildcard brings, and one to read. */
const ASIDE: Files = {
	"conf.d/.hidden.cfg.lua": "hidden = true",
	"conf.d/notes.txt": "not a configuration",
	"conf.d/sub/.keep": "",
	"notes.txt": "first line\nsecond line\n",
};

/** One time in so many. */
function seldom<T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
	return fc.oneof(
		{ withCrossShrink: true },
		{ arbitrary: fc.constant(undefined), weight: times - 1 },
		{ arbitrary, weight: 1 },
	);
}

const gap: fc.Arbitrary<Gap> = fc.record({
	at: fc.nat(160),
	what: fc.constantFrom("line", "line", "comment", "block", "join"),
});
const layout: fc.Arbitrary<Layout> = fc.record({
	gaps: fc.array(gap, { maxLength: 8 }),
	crlf: seldom(20, fc.constant(true)),
	unended: seldom(10, fc.constant(true)),
});

interface FilePlan {
	readonly pieces: readonly Piece[];
	readonly layout: Layout;
	/** Ends the file early, as a `return` at the end does. */
	readonly ends?: string;
}

function filePlan(series: Series, maxLength: number): fc.Arbitrary<FilePlan> {
	const since13: fc.WeightedArbitrary<Piece>[] = atLeast(series, "13.0") ? [{ arbitrary: references, weight: 4 }] : [];
	const piece: Pieces = oneOf(
		setOption(1),
		{ arbitrary: setOption(3), weight: 4 },
		{ arbitrary: statement(2), weight: 10 },
		{ arbitrary: host, weight: 5 },
		{ arbitrary: include, weight: 2 },
		...since13,
	);
	return fc.record({
		pieces: fc.array(piece, { maxLength, size: "max" }),
		layout,
		ends: seldom(12, fc.constantFrom("return", "return {}", "do return end name = 1")),
	});
}

/** A configuration, and what it consists of. */
export interface Configuration {
	readonly files: Files;
	readonly series: Series;
}

/** Configurations for a series. */
export function configuration(series: Series): fc.Arbitrary<Configuration> {
	return fc
		.record({
			entry: filePlan(series, 12),
			others: fc.array(filePlan(series, 3), { maxLength: PATHS.length - 1 }),
			fault: seldom(4, fc.record({ at: fc.nat(12), piece: fault })),
			link: seldom(4, fc.constant(true)),
		})
		.map(({ entry, others, fault, link }) => {
			const plans = [entry, ...others];
			const paths = PATHS.slice(0, plans.length);
			const world: World = { series, paths, file: 0, fault, statements: 0, faultWritten: false };
			const files: Record<string, Files[string]> = { ...ASIDE };
			plans.forEach((plan, index) => {
				world.file = index;
				files[paths[index]!] = writeFile(plan, world, index === 0);
			});
			const linked = paths[2];
			if (link && linked) {
				files["conf.avail/b.cfg.lua"] = files[linked]!;
				files[linked] = { link: "../conf.avail/b.cfg.lua" };
			}
			return { files, series, [fc.toStringMethod]: () => showFiles(withoutAside(files)) };
		});
}

function writeFile({ pieces, layout, ends }: FilePlan, world: World, entry: boolean): string {
	const scope = new Scope(world);
	const last: Piece[] = [];
	// A fault whose turn never came stands at the end of the entry file.
	if (entry && world.fault) {
		const { piece } = world.fault;
		last.push((scope) => {
			if (world.faultWritten) return { tokens: [], precedence: 0 };
			world.faultWritten = true;
			return piece(scope);
		});
	}
	const tokens = statements([...pieces, ...last], scope);
	return layOut(ends ? [...tokens, ends] : tokens, layout);
}

/** Without the files that are the same in all. */
function withoutAside(files: Files): Files {
	return Object.fromEntries(Object.entries(files).filter(([path]) => !(path in ASIDE)));
}
