import assert from "node:assert/strict";
import fc from "fast-check";
import type { Configuration, Scope, Setting } from "../../server/src/config/model.ts";
import type { TableValue, Value } from "../../server/src/config/value.ts";
import type { Change } from "../../server/src/edits/index.ts";
import * as edits from "../../server/src/edits/index.ts";
import { parse } from "../../server/src/syntax/index.ts";
import { edited, load, problems, URI } from "./check.ts";
import { configuration, HOSTS, MODULES, OPTIONS } from "./generate.ts";

/** A verb with what it may touch. */
interface Trial {
	readonly name: string;
	run(config: Configuration): readonly Change[];
	/** The options it may change, as `scope/option`. */
	readonly touches: readonly string[];
	/** How many comments it may turn into code. */
	readonly enables?: number;
	/** Running it again may do more. */
	readonly again?: boolean;
	/** What must hold when it changed something. */
	holds?(config: Configuration): void;
}

const scopeName = fc.constantFrom("*", ...HOSTS);
const option = fc.constantFrom(...OPTIONS, "modules_enabled", "new_option");
const find = (config: Configuration, name: string): Scope | undefined =>
	name === "*" ? config.global : config.hosts.find((host) => host.name === name);

const input: fc.Arbitrary<edits.LuaInput> = fc.constantFrom<edits.LuaInput[]>(
	"text",
	3600,
	false,
	["a", "b"],
	[],
	{ c2s: { rate: "10kb/s" } },
	edits.code("10 * 1024"),
);

/** A trial on a given configuration; verbs that need a setting take one that is there. */
type Draft = (config: Configuration) => Trial | undefined;

const scoped = <T>(rest: fc.Arbitrary<T>, make: (at: string, rest: T) => Trial): fc.Arbitrary<Draft> =>
	fc.tuple(scopeName, rest).map(
		([at, one]): Draft =>
			(config) =>
				find(config, at) && make(at, one),
	);

/** Picks one of the settings that fit. */
const onSetting = <T>(
	fits: (setting: Setting) => boolean,
	rest: fc.Arbitrary<T>,
	make: (at: string, name: string, rest: T, setting: Setting) => Trial,
): fc.Arbitrary<Draft> =>
	fc.tuple(fc.nat(), rest).map(
		([pick, one]): Draft =>
			(config) => {
				const all = [config.global, ...config.hosts].flatMap((scope) => [...scope.own.values()].filter(fits));
				const setting = all[pick % Math.max(1, all.length)];
				return setting && make(setting.scope.name, setting.option, one, setting);
			},
	);

const any = (): boolean => true;
const isTable = ({ at }: Setting): boolean => at.value.type === "table";
const own = (config: Configuration, at: string, name: string): Setting | undefined => find(config, at)?.own.get(name);
const tableOf = (config: Configuration, at: string, name: string): TableValue | undefined => {
	const value = own(config, at, name)?.at.value;
	return value?.type === "table" ? value : undefined;
};

const trial: fc.Arbitrary<Draft> = fc.oneof(
	scoped(fc.constantFrom(...MODULES), (at, module) => ({
		name: `addModule ${at} ${module}`,
		touches: [`${at}/modules_enabled`, `${at}/modules_disabled`],
		enables: 1,
		run: (config) => edits.addModule(find(config, at)!, module),
		holds: (config) => assert.ok(strings(config, at, "modules_enabled").includes(module)),
	})),
	scoped(fc.uniqueArray(fc.constantFrom(...MODULES), { minLength: 1, maxLength: 3 }), (at, modules) => ({
		name: `addModules ${at} ${modules}`,
		touches: [`${at}/modules_enabled`, `${at}/modules_disabled`],
		enables: modules.length,
		run: (config) => edits.addModules(find(config, at)!, modules),
		holds: (config) => assert.ok(modules.every((one) => strings(config, at, "modules_enabled").includes(one))),
	})),
	onSetting(
		({ option }) => option === "modules_enabled",
		fc.constantFrom(...MODULES),
		(at, _, module) => ({
			name: `removeModule ${at} ${module}`,
			touches: [`${at}/modules_enabled`],
			run: (config) => edits.removeModule(find(config, at)!, module),
			holds: (config) => assert.ok(!strings(config, at, "modules_enabled").includes(module)),
		}),
	),
	scoped(fc.tuple(option, input, option), (at, [name, value, next]) => ({
		name: `setOption ${at} ${name} ${JSON.stringify(value)} after ${next}`,
		touches: [`${at}/${name}`],
		enables: 1,
		run: (config) => edits.setOption(find(config, at)!, name, value, { after: next }),
		holds: (config) => assert.notEqual(own(config, at, name), undefined),
	})),
	onSetting(any, input, (at, name, value) => ({
		name: `setOption ${at} ${name} ${JSON.stringify(value)}`,
		touches: [`${at}/${name}`],
		enables: 1,
		run: (config) => edits.setOption(find(config, at)!, name, value),
	})),
	onSetting(any, fc.nat(9), (at, name, index) => ({
		name: `removeAssignment ${at} ${name}`,
		touches: [`${at}/${name}`],
		again: true,
		run: (config) => {
			const all = own(config, at, name)!.assignments;
			return edits.removeAssignment(all[index % all.length]!);
		},
	})),
	onSetting(any, fc.constant(0), (at, name) => ({
		name: `renameOption ${at} ${name}`,
		touches: [`${at}/${name}`, `${at}/renamed`],
		run: (config) => {
			const one = own(config, at, name)?.at;
			return one ? edits.renameOption(one, "renamed") : [];
		},
		holds: (config) => assert.equal(own(config, at, name), undefined),
	})),
	onSetting(
		({ scope }) => scope.kind !== "global",
		fc.constant(0),
		(at, name, _, { value }) => ({
			name: `moveToGlobal ${at} ${name}`,
			touches: [`${at}/${name}`, `*/${name}`],
			run: (config) => {
				const one = own(config, at, name)?.at;
				return one ? edits.moveToGlobal(one) : [];
			},
			holds: (config) => {
				assert.deepEqual(plain(config.global.own.get(name)!.value), plain(value));
				assert.ok(!own(config, at, name));
			},
		}),
	),
	onSetting(
		({ assignments }) => assignments.length > 1,
		fc.constant(0),
		(at, name) => ({
			name: `mergeDuplicates ${at} ${name}`,
			touches: [`${at}/${name}`],
			run: (config) => {
				const setting = own(config, at, name);
				return setting ? edits.mergeDuplicates(setting) : [];
			},
			holds: (config) => assert.equal(own(config, at, name)?.assignments.length, 1),
		}),
	),
	onSetting(isTable, fc.tuple(input, fc.constantFrom("tls", "mam", "a-b")), (at, name, [value, key]) => ({
		name: `addField ${at} ${name} ${key}`,
		touches: [`${at}/${name}`],
		run: (config) => edits.addField(tableOf(config, at, name)!, key, value),
		holds: (config) => assert.ok(tableOf(config, at, name)?.fields.has(key)),
	})),
	onSetting(isTable, input, (at, name, value) => ({
		name: `addToTable ${at} ${name}`,
		touches: [`${at}/${name}`],
		again: typeof value === "object",
		run: (config) => edits.addToTable(tableOf(config, at, name)!, value),
	})),
	onSetting(isTable, fc.nat(9), (at, name, index, { at: { value } }) => {
		const keys = value.type === "table" ? [...value.fields.keys()] : [];
		const key = keys[index % Math.max(1, keys.length)] ?? "none";
		return {
			name: `removeField ${at} ${name} ${key}`,
			touches: [`${at}/${name}`],
			run: (config) => edits.removeField(tableOf(config, at, name)!, key),
			holds: (config) =>
				assert.deepEqual(
					[...tableOf(config, at, name)!.fields.keys()],
					keys.filter((one) => one !== key),
				),
		};
	}),
	onSetting(isTable, fc.nat(9), (at, name, index, { at: { value } }) => {
		const count = value.type === "table" ? value.items.length : 0;
		return {
			name: `removeItem ${at} ${name} ${index}`,
			touches: [`${at}/${name}`],
			again: true,
			run: (config) => {
				const table = tableOf(config, at, name)!;
				const item = table.items[index % Math.max(1, count)];
				return item ? edits.removeItem(table, item) : [];
			},
			holds: (config) => assert.equal(tableOf(config, at, name)!.items.length, count - 1),
		};
	}),
	scoped(fc.constantFrom("new = {\n\t1;\n}", "-- why\nnew = 1"), (at, text) => ({
		name: `appendStatement ${at} ${text}`,
		touches: [`${at}/new`],
		again: true,
		run: (config) => edits.appendStatement(find(config, at)!, text),
		holds: (config) => assert.ok(own(config, at, "new")),
	})),
	scoped(fc.constant('Component "new.example.org" "muc"\n\tname = "x"'), (at, text) => ({
		name: `appendStatement ${at} Component`,
		touches: ["new.example.org/", "new.example.org/name"],
		again: true,
		run: (config) => edits.appendStatement(find(config, at)!, text),
		holds: (config) => assert.ok(own(config, "new.example.org", "name")),
	})),
);

function strings(config: Configuration, at: string, name: string): string[] {
	const value = own(config, at, name)?.value;
	if (value?.type === "string") return [value.value];
	return value?.type === "table" ? value.items.map((item) => (item.type === "string" ? item.value : "")) : [];
}

/** A value without places. */
function plain(value: Value): unknown {
	if (value.type === "table") {
		return [value.items.map(plain), [...value.fields].map(([key, field]) => [key, plain(field.value)]), value.open];
	}
	return "value" in value ? [value.type, value.value] : value.type;
}

function options(config: Configuration): Map<string, unknown> {
	const all = new Map<string, unknown>();
	for (const scope of [config.global, ...config.hosts]) {
		all.set(`${scope.name}/`, scope.kind);
		for (const [name, { value }] of scope.own) all.set(`${scope.name}/${name}`, plain(value));
	}
	return all;
}

function comments(text: string): string[] {
	return parse(URI, text)
		.chunks.flatMap((chunk) => chunk.comments.map((one) => chunk.text.slice(one.from, one.to)))
		.sort();
}

/** The comments of the first that the second does not have, each as often as it is missing. */
function missing(before: readonly string[], now: readonly string[]): string[] {
	const left = [...now];
	return before.filter((one) => {
		const at = left.indexOf(one);
		if (at >= 0) left.splice(at, 1);
		return at < 0;
	});
}

function blankRuns(text: string): number {
	return Math.max(0, ...(text.match(/(?:\r?\n[ \t]*){2,}/g) ?? []).map((run) => run.split("\n").length - 1));
}

describe("after any verb", () => {
	it("the file parses, no comment is lost and no other option has changed", () => {
		fc.assert(
			fc.property(configuration, trial, (text, draft) => {
				assert.deepEqual(problems(text), []);
				const before = load(text);
				const made = draft(before);
				if (!made) return;
				const { name, run, touches, enables = 0, again, holds } = made;
				const changed = run(before).length > 0;
				const result = edited(text, run);
				if (!changed) return;
				assert.deepEqual(problems(result), [], `${name}\n${result}`);
				const config = load(result);
				const wanted = options(before);
				const got = options(config);
				for (const key of touches) {
					wanted.delete(key);
					got.delete(key);
				}
				// What reads an option follows its value; the verbs that would cut the tie must decline.
				if (!/^(?:removeAssignment|renameOption|moveToGlobal|appendStatement)/.test(name)) {
					for (const key of wanted.keys()) if (/\/copy\d/.test(key)) got.set(key, wanted.get(key));
				}
				assert.deepEqual(got, wanted, `${name}\n${result}`);
				const lost = missing(comments(text), comments(result));
				assert.deepEqual(lost.slice(enables), [], `${name}\n${result}`);
				if (text.includes("\r\n"))
					assert.ok(!/[^\r]\n/.test(result), `${name}: mixed line ends\n${JSON.stringify(result)}`);
				else assert.ok(!result.includes("\r"));
				const trailing = (one: string): number => one.match(/[ \t]+\r?$/gm)?.length ?? 0;
				assert.ok(
					trailing(result) <= trailing(text),
					`${name}: white space at the end of a line\n${JSON.stringify(result)}`,
				);
				assert.ok(blankRuns(result) <= Math.max(2, blankRuns(text)), `${name}: blank lines pile up\n${result}`);
				holds?.(config);
				if (!again) assert.equal(edited(result, run), result, `${name}: the second time changed more`);
			}),
			{ numRuns: Number(process.env.RUNS ?? 3000) },
		);
	}).timeout(300_000);

	it("changes stay inside of the file and do not overlap, whatever the text", () => {
		fc.assert(
			fc.property(configuration, fc.nat(), fc.nat(6), trial, (whole, at, length, draft) => {
				const from = whole.length > 0 ? at % whole.length : 0;
				const text = whole.slice(0, from) + whole.slice(from + length);
				const made = draft(load(text));
				if (!made) return;
				for (const one of made.run(load(text)))
					assert.ok(0 <= one.start && one.start <= one.end && one.end <= text.length);
				edited(text, made.run);
			}),
			{ numRuns: Math.ceil(Number(process.env.RUNS ?? 3000) / 3) },
		);
	}).timeout(300_000);

	it("what goes together by nonOverlapping keeps the same promises, round after round", () => {
		fc.assert(
			fc.property(configuration, fc.array(trial, { minLength: 2, maxLength: 6 }), (text, drafts) => {
				const composer = new edits.Composer(URI, text);
				const touched = new Set<string>();
				let enabled = 0;
				const made = drafts.flatMap((draft) => draft(load(text)) ?? []);
				for (const { touches, enables = 0 } of made) {
					for (const key of touches) touched.add(key);
					enabled += enables;
				}
				for (let round = 0; round < 3; round++) {
					const config = load(composer.text);
					const groups = made.map((one) => (round > 0 && one.again ? [] : attempt(() => one.run(config))));
					composer.apply(edits.nonOverlapping(groups));
					assert.deepEqual(problems(composer.text), [], made.map((one) => one.name).join("; "));
				}
				assert.equal(edits.applyChanges(text, composer.changes()), composer.text);
				// Rounds may bring back the same line twice only if it stands there twice.
				assert.ok(missing(comments(text), comments(composer.text)).length <= enabled * 3);
				const wanted = options(load(text));
				const got = options(load(composer.text));
				const skip = (key: string): boolean => touched.has(key) || /\/copy\d/.test(key);
				const without = (all: Map<string, unknown>): Map<string, unknown> =>
					new Map([...all].filter(([key]) => !skip(key)));
				assert.deepEqual(without(got), without(wanted), made.map((one) => one.name).join("; "));
			}),
			{ numRuns: Math.ceil(Number(process.env.RUNS ?? 3000) / 3) },
		);
	}).timeout(300_000);
});

/** A trial made for an earlier text may find its option gone. */
function attempt(run: () => readonly Change[]): readonly Change[] {
	try {
		return run();
	} catch (error) {
		if (error instanceof TypeError) return [];
		throw error;
	}
}
