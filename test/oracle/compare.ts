/** Every difference between what Prosody loads and what we say it loads. */
import { normalize } from "node:path";
import type { Json } from "../../server/src/config/dump.ts";
import type { Value } from "../../server/src/config/value.ts";
import { atLeast } from "../../server/src/config/version.ts";
import type { JsonObject, Ours, Place, Real, Warning } from "./loader.ts";

/** How one configuration compares. */
export interface Comparison {
	/** Each is a disagreement. */
	readonly problems: string[];
	readonly outcome: "loads" | "fails" | "limit";
	/** Values that we know. */
	known: number;
	/** Those that we do not know, and why. */
	readonly unknown: string[];
	/** Those that no reading of the files could tell: the environment. */
	outside: number;
	/** Whether both say the same of an error, word for word; undefined without one. */
	sameWords?: boolean;
	/** A difference was accepted because something is not known. */
	accepted: boolean;
}

/** Every difference between what Prosody loads and what we say it loads. */
export function compare(real: Real, ours: Ours, root: string): Comparison {
	const result: Comparison = { problems: [], outcome: "loads", known: 0, unknown: [], outside: 0, accepted: false };
	if (real.error !== undefined) return compareErrors(real, ours, root, result);
	// Good Lua, but hardly what anyone means: the line below becomes the value.
	if (ours.error?.kind === "syntax" && /^A value is missing after =/.test(ours.error.message)) {
		result.accepted = true;
		return result;
	}
	if (ours.error) {
		result.problems.push(`we say it fails, but it loads: ${describe(ours.error)}`);
		return result;
	}
	compareHosts(real.hosts, ours, result);
	compareWarnings(real.warnings, ours, result);
	compareFiles(real.files, ours, result);
	return result;
}

const describe = ({ message, kind, place }: NonNullable<Ours["error"]>) =>
	`${place ? `${place.file}:${place.line}: ` : ""}${message} (${kind})`;

/** Where something is not known, we cannot know what comes of it either. */
function isUncertain({ config, hosts }: Ours): boolean {
	return config.unseen.length > 0 || JSON.stringify(hosts).includes('"$unknown"');
}

/**
 * Errors that depend on how much Lua can take: we end elsewhere, if at all. And a constant that is assigned to where nothing runs: see docs/loader.md.
 */
const EXHAUSTED =
	/attempt to assign to const variable|label '\w+' already defined|stack overflow|not enough memory|resulting string too large|string length overflow|too many results/;

function compareErrors(real: Real & { error: string }, ours: Ours, root: string, from: Comparison): Comparison {
	if (real.kind === "limit" || /^not enough memory/.test(real.error)) return { ...from, outcome: "limit" };
	const result: Comparison = { ...from, outcome: "fails" };
	if (real.kind === "crash") result.problems.push(`Prosody's loader itself broke down: ${real.error}`);
	if (!ours.error) {
		if (EXHAUSTED.test(real.error) || isUncertain(ours) || ours.config.mayFail) return { ...result, accepted: true };
		result.problems.push(`it fails, and we do not say so: ${real.error}`);
		return result;
	}
	const place = placeIn(real.error, root);
	result.sameWords = wordsOf(real.error) === wordsOf(ours.error.message);
	if (!place || EXHAUSTED.test(real.error)) return result;
	const our = ours.error.place;
	// Ours names the place an admin must look at, which for syntax is not always where Lua gives up.
	const syntax = ours.error.kind === "syntax";
	if (our?.file !== place.file || (!syntax && our.line !== place.line))
		result.problems.push(`the error is elsewhere.\n  Prosody: ${real.error}\n  we say:  ${describe(ours.error)}`);
	return result;
}

/** The place that a message begins with, when it is one of the configuration. */
function placeIn(message: string, root: string): Place | undefined {
	const [, file, line] = /^(\/[^:\n]*):(\d+):/.exec(message) ?? [];
	return file?.startsWith(`${root}/`) ? { file: normalize(file), line: Number(line) } : undefined;
}

const wordsOf = (message: string) => message.replace(/^\/[^:\n]*:\d+: /, "");

const GLOBAL = "*";

function compareHosts(real: { readonly [host: string]: JsonObject }, ours: Ours, result: Comparison): void {
	const dynamic = ours.config.unseen.some(({ kind }) => kind === "dynamic");
	const names = new Set([...Object.keys(real), ...Object.keys(ours.hosts)]);
	for (const name of names) {
		const theirs = real[name];
		const our = ours.hosts[name];
		if (!theirs || !our) {
			if (dynamic) result.accepted = true;
			else result.problems.push(theirs ? `we miss the host ${name}` : `there is no host ${name}, which we list`);
			continue;
		}
		if (name !== GLOBAL) compareKind(name, theirs, our, result);
		const options = withoutMarks(theirs, name, our.options);
		for (const option of new Set([...Object.keys(options), ...Object.keys(our.options)])) {
			const where = `${name} ${option}`;
			const before = result.problems.length;
			compareValues(options[option], our.options[option], where, result);
			// Options that may be set here or there, somewhere nobody can see.
			if (dynamic && our.options[option] === undefined && result.problems.length > before) {
				result.problems.length = before;
				result.accepted = true;
			}
		}
		compareFloats(options, name, ours, result);
	}
}

function compareKind(name: string, real: JsonObject, ours: Ours["hosts"][string], result: Comparison): void {
	const module = real.component_module;
	const kind = module !== undefined ? "Component" : "VirtualHost";
	if (ours.kind !== kind) result.problems.push(`${name} is a ${kind}, not a ${ours.kind}`);
	else if (module !== undefined && ours.module !== module) {
		if (ours.module === null) result.accepted = true;
		else result.problems.push(`the module of ${name} is ${JSON.stringify(module)}, not ${JSON.stringify(ours.module)}`);
	}
}

/** Without what the loader itself puts there, and without keys that no module can ask for. */
function withoutMarks(options: JsonObject, name: string, ours: JsonObject): JsonObject {
	const result: Record<string, Json> = {};
	for (const [key, value] of Object.entries(options)) {
		if (/^\[.*\]$|^#list$/.test(key)) continue;
		const mark =
			name !== GLOBAL &&
			((key === "defined" && value === true) ||
				key === "component_module" ||
				(key === "load_global_modules" && value === false && options.component_module !== undefined));
		// Somebody may set an option of that name as well.
		if (!mark || key in ours) result[key] = value;
	}
	return result;
}

const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === "object" && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

function isUnknown(value: Json | undefined): value is { $unknown: string } {
	return isObject(value) && "$unknown" in value;
}

/** A number in any of its forms; undefined for what is none. */
function asNumber(value: Json | undefined): number | undefined {
	if (typeof value === "number") return value;
	if (!isObject(value)) return undefined;
	if ("$float" in value) return Number(value.$float);
	if ("$number" in value) return { inf: Infinity, "-inf": -Infinity, nan: Number.NaN }[value.$number as string];
	return undefined;
}

function compareValues(real: Json | undefined, ours: Json | undefined, where: string, result: Comparison): void {
	const [number, our] = [asNumber(real), asNumber(ours)];
	if (isUnknown(ours)) {
		if (/environment/.test(ours.$unknown)) result.outside++;
		else result.unknown.push(`${where}: ${ours.$unknown}`);
	} else if (real === undefined || ours === undefined) {
		const [has, value] = real === undefined ? ["we say", ours] : ["we miss", real];
		result.problems.push(`${where}: ${has} ${JSON.stringify(value)}`);
	} else if (real === "<cycle>") {
		// What it holds was compared above.
	} else if (isList(real) && isList(ours) && !ours.some(isUnknown)) {
		compareLists(real, ours, where, result);
	} else if (number !== undefined && our !== undefined && (number === our || Object.is(number, our))) {
		result.known++;
	} else if (isTable(real) && isTable(ours)) {
		compareTables(fieldsOf(real), fieldsOf(ours), where, result);
	} else if (JSON.stringify(real) === JSON.stringify(ours)) {
		result.known++;
	} else {
		result.problems.push(`${where}: it is ${JSON.stringify(real)}, we say ${JSON.stringify(ours)}`);
	}
}

/** A list, or an object that stands for a table and not for a value JSON has no word for. */
function isTable(value: Json): boolean {
	return isList(value) || (isObject(value) && !Object.keys(value).some((key) => /^\$(?!bytes:)/.test(key)));
}
const fieldsOf = (value: Json): JsonObject =>
	isList(value) ? (value.length > 0 ? { "#list": value } : {}) : (value as JsonObject);

/** Where an item may be nil, nobody knows which items belong to the list: each is then compared by its place. */
function byPlace({ "#list": list, ...rest }: JsonObject): JsonObject {
	const places = isList(list) ? list.map((item, index) => [`[${index + 1}]`, item] as const) : [];
	return { ...rest, ...Object.fromEntries(places) };
}

function compareTables(real: JsonObject, ours: JsonObject, where: string, result: Comparison): void {
	const list = ours["#list"];
	if (isList(list) && list.some(isUnknown)) {
		compareTables(byPlace(real), byPlace(ours), where, result);
		return;
	}
	for (const key of new Set([...Object.keys(real), ...Object.keys(ours)])) {
		compareValues(real[key], ours[key], `${where}.${key}`, result);
	}
}

function compareLists(real: readonly Json[], ours: readonly Json[], where: string, result: Comparison): void {
	if (ours.length === 0 && real.length === 0) result.known++;
	for (let index = 0; index < Math.max(real.length, ours.length); index++) {
		compareValues(real[index], ours[index], `${where}[${index + 1}]`, result);
	}
}

/** Lua tells 10 from 10.0, and writes them differently. */
function compareFloats(real: JsonObject, name: string, ours: Ours, result: Comparison): void {
	const scope = name === GLOBAL ? ours.config.global : ours.config.host(name);
	for (const [option, { value }] of scope?.own ?? []) compareFloat(real[option], value, `${name} ${option}`, result);
}

function compareFloat(real: Json | undefined, ours: Value, where: string, result: Comparison): void {
	if (ours.type === "number") {
		const number = asNumber(real);
		if (number === undefined) return;
		const float = typeof real !== "number" || !Number.isInteger(real);
		if (float !== ours.float || (float && number === 0 && !Object.is(number, ours.value)))
			result.problems.push(
				`${where}: it is ${float ? "a float" : "an integer"}, ${JSON.stringify(real)}; we say otherwise`,
			);
	} else if (ours.type === "table" && real !== undefined) {
		const fields = fieldsOf(real);
		const list = fields["#list"];
		if (isList(list) && list.length === ours.items.length)
			for (const [index, item] of ours.items.entries())
				compareFloat(list[index], item, `${where}[${index + 1}]`, result);
		for (const [key, field] of ours.fields) compareFloat(fields[key], field.value, `${where}.${key}`, result);
	}
}

const WARNINGS: readonly (readonly [Warning["kind"], RegExp])[] = [
	["duplicate-option", /^(.*?):(\d+): Duplicate option '(.*)'$/s],
	["unrecognized-value", /^(.*?): (\d+): unrecognized value: (.*) \(you may be/s],
	["lua-api", /^(.*?):(\d+): direct usage of the Lua API is deprecated - replace `(.*)` with/s],
];

function readWarning(text: string): Warning | undefined {
	for (const [kind, pattern] of WARNINGS) {
		const [, file, line, name] = pattern.exec(text) ?? [];
		if (file !== undefined) return { kind, file: normalize(file), line: Number(line), name: name! };
	}
	return undefined;
}

/** Up to 0.12 Prosody speaks of duplicates only; what we add of our own it never says. */
function isSaid({ kind }: Warning, { config }: Ours): boolean {
	return kind === "duplicate-option" || (kind !== "invalid-syntax" && atLeast(config.version.series, "13.0"));
}

function compareWarnings(real: readonly string[], ours: Ours, result: Comparison): void {
	const show = ({ kind, file, line, name }: Warning) => `${file}:${line}: ${kind} ${name}`;
	const theirs = real.map(readWarning);
	const unread = real.filter((_, index) => !theirs[index]);
	if (unread.length > 0) result.problems.push(`a warning of a kind we do not know: ${unread.join("\n")}`);
	const rest = new Map<string, number>();
	const count = (warning: Warning, by: number) => rest.set(show(warning), (rest.get(show(warning)) ?? 0) + by);
	for (const warning of theirs) if (warning) count(warning, 1);
	for (const warning of ours.warnings) if (isSaid(warning, ours)) count(warning, -1);
	for (const warning of ours.warnings) if (warning.conditional) rest.delete(show(warning));
	// Of a file that includes itself for a while, each warning is noted once.
	const repeats =
		new Set(ours.files).size < ours.files.length ||
		ours.config.includes.some(({ files }) => files.includes(ours.config.entry.uri));
	const noted = new Set(ours.warnings.map(show));
	const missing = [...rest].filter(([text, times]) => times > 0 && !(repeats && noted.has(text)));
	const invented = [...rest].filter(([, times]) => times < 0);
	if (missing.length + invented.length === 0) return;
	if (isUncertain(ours)) {
		result.accepted = true;
		return;
	}
	for (const [text, times] of missing) result.problems.push(`a warning we miss (${times}): ${text}`);
	for (const [text, times] of invented) result.problems.push(`a warning that does not come (${-times}): ${text}`);
}

function compareFiles(real: readonly string[], ours: Ours, result: Comparison): void {
	const theirs = [...new Set(real.map((file) => normalize(file)))].sort();
	const our = [...new Set(ours.files)].sort();
	if (JSON.stringify(theirs) === JSON.stringify(our)) return;
	if (isUncertain(ours)) result.accepted = true;
	else result.problems.push(`files read: ${theirs.join(" ")}\n  we say: ${our.join(" ")}`);
}
