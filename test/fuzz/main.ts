/** The runner behind `npm run fuzz`: case after case until the time is up, and what broke, made small. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type CoreCase, makeCase } from "./cases.ts";
import { Judge } from "./judge.ts";
import { type ServerCase, tryServer } from "./server.ts";
import { makeServerCase } from "./server-cases.ts";
import { shrink } from "./shrink.ts";
import { type Failure, failureOf, type Verdict } from "./worker.ts";

export type Kind = "core" | "server";

export interface Options {
	readonly seed: number;
	/** For each kind of case. */
	readonly seconds: Readonly<Record<Kind, number>>;
	/** Only this one of each kind. */
	readonly number?: number;
	/** Seconds spent on making a failure small. */
	readonly shrinking: number;
	/** The bundled worker.ts. */
	readonly worker: string;
	/** The built language server. */
	readonly server: string;
	/** Where failures are written to. */
	readonly found: string;
}

type Case = CoreCase | ServerCase;

/** How a kind of case is made and tried. */
interface Bench {
	make(number: number): Case;
	/** Tries the case of a number, where it need not be made for that here. */
	tryNumber(number: number): Promise<Verdict>;
	try(one: Case): Promise<Verdict>;
}

/** @returns how many promises were found broken, each counted once */
export async function main(options: Options): Promise<number> {
	const judge = new Judge(options.worker);
	const { seed } = options;
	const tryOne = (one: ServerCase): Promise<Verdict> =>
		tryServer(one, options.server).then(() => ({ step: "", ms: 0 }), failureOf);
	const benches: Record<Kind, Bench> = {
		core: {
			make: (number) => makeCase(seed, number),
			tryNumber: (number) => judge.try({ seed, number }),
			try: (one) => judge.try({ input: one as CoreCase }),
		},
		server: {
			make: (number) => makeServerCase(seed, number),
			tryNumber: (number) => tryOne(makeServerCase(seed, number)),
			try: (one) => tryOne(one as ServerCase),
		},
	};
	let broken = 0;
	for (const kind of ["core", "server"] as const) {
		if (options.seconds[kind] > 0) broken += await run(kind, benches[kind], options);
	}
	judge.stop();
	return broken;
}

async function run(kind: Kind, bench: Bench, options: Options): Promise<number> {
	const end = Date.now() + options.seconds[kind] * 1000;
	const seen = new Map<string, number>();
	let slowest = { step: "", ms: 0, number: 0 };
	let count = 0;
	const first = options.number ?? 0;
	const last = options.number ?? Number.POSITIVE_INFINITY;
	for (let number = first; number <= last && Date.now() < end; number++, count++) {
		const verdict = await bench.tryNumber(number);
		if (!("check" in verdict)) {
			if (verdict.ms > slowest.ms) slowest = { ...verdict, number };
			continue;
		}
		const times = seen.get(verdict.check) ?? 0;
		seen.set(verdict.check, times + 1);
		if (times === 0) await tell(kind, number, verdict, bench, options);
	}
	console.log(
		`${kind}: ${count} cases.${slowest.ms > 0 ? ` Slowest: ${slowest.step}, ${Math.round(slowest.ms)} ms in case ${slowest.number}.` : ""}`,
	);
	for (const [check, times] of seen) console.log(`  ${times}× ${check}`);
	return seen.size;
}

/** Makes a failing case small, writes it down, and says how to see it again. */
async function tell(kind: Kind, number: number, failure: Failure, bench: Bench, options: Options): Promise<void> {
	const { seed, found } = options;
	console.log(`\n${kind} case ${number} of seed ${seed}: ${failure.message.slice(0, 2000)}`);
	const end = Date.now() + options.shrinking * 1000;
	let message = failure.message;
	const fails = async (one: Case): Promise<boolean> => {
		const verdict = await bench.try(one);
		if (!("check" in verdict) || verdict.check !== failure.check) return false;
		message = verdict.message;
		return true;
	};
	const smallest = await shrink(bench.make(number), fails, () => Date.now() > end);
	mkdirSync(found, { recursive: true });
	const file = join(found, `${kind}-${seed}-${number}.json`);
	writeFileSync(file, `${JSON.stringify({ was: message, case: smallest }, undefined, 2)}\n`);
	const text = JSON.stringify(smallest);
	console.log(
		`Smallest input (${relative(process.cwd(), file)}): ${text.slice(0, 2000)}${text.length > 2000 ? "…" : ""}`,
	);
	console.log(`Again: npm run fuzz -- --seed ${seed} --only ${kind} --case ${number}`);
}
