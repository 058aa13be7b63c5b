/** Differences between the catalog and a source that are meant, each with its reason (catalog/facts/exceptions.yaml). */
import { atLeast, type Series } from "../../config/version.ts";
import type { Difference, Origin } from "./compare.ts";

export interface Exception {
	/** The modules concerned; none for the server's own options. */
	readonly modules?: readonly string[];
	/** The options concerned; none where it is about the module as such. */
	readonly options?: readonly string[];
	readonly what: readonly Difference["what"][];
	/** Where it holds: up to a series, from a series on, for community modules; otherwise for core in all series. */
	readonly until?: Series;
	readonly since?: Series;
	readonly community?: boolean;
	/** Holds for some releases of a series only. */
	readonly release?: boolean;
	readonly reason: string;
}

export interface Judged {
	/** Differences that nobody explained. */
	readonly open: readonly Difference[];
	readonly explained: readonly (readonly [Difference, Exception])[];
	/** Exceptions that explained nothing, though they should here. */
	readonly unused: readonly Exception[];
}

export function judge(differences: readonly Difference[], exceptions: readonly Exception[], origin: Origin): Judged {
	const here = exceptions.filter((exception) => holds(exception, origin));
	const used = new Set<Exception>();
	const open: Difference[] = [];
	const explained: [Difference, Exception][] = [];
	for (const difference of differences) {
		const exception = here.find((one) => fits(one, difference));
		if (!exception) open.push(difference);
		else {
			used.add(exception);
			explained.push([difference, exception]);
		}
	}
	return { open, explained, unused: here.filter((one) => !one.release && !used.has(one)) };
}

function holds({ since, until, community }: Exception, origin: Origin): boolean {
	if ((community ?? false) !== (origin.community ?? false)) return false;
	return !(since && !atLeast(origin.series, since)) && !(until && !atLeast(until, origin.series));
}

function fits({ modules, options, what }: Exception, difference: Difference): boolean {
	if (!what.includes(difference.what)) return false;
	const isModule = modules
		? difference.module !== undefined && modules.includes(difference.module)
		: !difference.module;
	const isOption = options
		? difference.option !== undefined && options.includes(difference.option)
		: !difference.option;
	return isModule && isOption;
}
