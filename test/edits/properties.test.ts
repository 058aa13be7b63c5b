import assert from "node:assert/strict";
import fc from "fast-check";
import type { Configuration, Scope } from "../../server/src/config/model.ts";
import type { Value } from "../../server/src/config/value.ts";
import * as edits from "../../server/src/edits/index.ts";
import type { Change } from "../../server/src/edits/index.ts";
import { parse } from "../../server/src/syntax/index.ts";
import { after, load, problems, URI } from "./check.ts";
import { configuration, HOSTS, MODULES, OPTIONS } from "./generate.ts";

/** A verb with what it may touch. */
interface Trial {
	readonly name: string;
	/** Undefined when the scope has nothing to work on. */
	run(config: Configuration): readonly Change[];
	/** The options it may change, as `scope/option`. */
	readonly touches: readonly string[];
	/** It may turn one comment into code. */
	readonly enables?: boolean;
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

const trial: fc.Arbitrary<Trial> = fc.oneof(
	fc.record({ at: scopeName, module: fc.constantFrom(...MODULES) }).map(({ at, module }): Trial => ({
		name: `addModule ${at} ${module}`,
		touches: [`${at}/modules_enabled`, `${at}/modules_disabled`],
		enables: true,
		run: (config) => {
			const scope = find(config, at);
			return scope ? edits.addModule(scope, module) : [];
		},
		holds: (config) => assert.ok(strings(find(config, at), "modules_enabled").includes(module)),
	})),
	fc.record({ at: scopeName, module: fc.constantFrom(...MODULES) }).map(({ at, module }): Trial => ({
		name: `removeModule ${at} ${module}`,
		touches: [`${at}/modules_enabled`],
		run: (config) => {
			const scope = find(config, at);
			return scope ? edits.removeModule(scope, module) : [];
		},
		holds: (config) => assert.ok(!strings(find(config, at), "modules_enabled").includes(module)),
	})),
	fc.record({ at: scopeName, name: option, value: input, next: option }).map(({ at, name, value, next }): Trial => ({
		name: `setOption ${at} ${name} ${JSON.stringify(value)} after ${next}`,
		touches: [`${at}/${name}`],
		enables: true,
		run: (config) => {
			const scope = find(config, at);
			return scope ? edits.setOption(scope, name, value, { after: next }) : [];
		},
		holds: (config) => assert.notEqual(find(config, at)?.own.get(name), undefined),
	})),
	fc.record({ at: scopeName, name: option }).map(({ at, name }): Trial => ({
		name: `removeAssignment ${at} ${name}`,
		touches: [`${at}/${name}`],
		again: true,
		run: (config) => {
			const one = find(config, at)?.own.get(name)?.at;
			return one ? edits.removeAssignment(one) : [];
		},
	})),
	fc.record({ at: scopeName, name: option }).map(({ at, name }): Trial => ({
		name: `renameOption ${at} ${name}`,
		touches: [`${at}/${name}`, `${at}/renamed`],
		run: (config) => {
			const one = find(config, at)?.own.get(name)?.at;
			return one ? edits.renameOption(one, "renamed") : [];
		},
		holds: (config) => assert.equal(find(config, at)?.own.get(name), undefined),
	})),
	fc.record({ at: scopeName, name: option }).map(({ at, name }): Trial => ({
		name: `moveToGlobal ${at} ${name}`,
		touches: [`${at}/${name}`, `*/${name}`],
		run: (config) => {
			const one = find(config, at)?.own.get(name)?.at;
			return one ? edits.moveToGlobal(one) : [];
		},
		holds: (config) => {
			assert.ok(config.global.own.has(name));
			assert.ok(!find(config, at)?.own.has(name));
		},
	})),
	fc.record({ at: scopeName, name: option }).map(({ at, name }): Trial => ({
		name: `mergeDuplicates ${at} ${name}`,
		touches: [`${at}/${name}`],
		run: (config) => {
			const setting = find(config, at)?.own.get(name);
			return setting ? edits.mergeDuplicates(setting) : [];
		},
		holds: (config) => assert.equal(find(config, at)?.own.get(name)?.assignments.length, 1),
	})),
	fc.record({ at: scopeName, name: option, value: input, key: fc.constantFrom("tls", "mam", "a-b") }).map(({ at, name, value, key }): Trial => ({
		name: `addField ${at} ${name} ${key}`,
		touches: [`${at}/${name}`],
		run: (config) => {
			const one = find(config, at)?.own.get(name)?.at.value;
			return one?.type === "table" ? edits.addField(one, key, value) : [];
		},
	})),
	fc.record({ at: scopeName, name: option, key: fc.constantFrom(...MODULES) }).map(({ at, name, key }): Trial => ({
		name: `removeField ${at} ${name} ${key}`,
		touches: [`${at}/${name}`],
		run: (config) => {
			const one = find(config, at)?.own.get(name)?.at.value;
			return one?.type === "table" ? edits.removeField(one, key) : [];
		},
	})),
	fc.record({ at: scopeName, name: option, index: fc.nat(4) }).map(({ at, name, index }): Trial => ({
		name: `removeItem ${at} ${name} ${index}`,
		touches: [`${at}/${name}`],
		again: true,
		run: (config) => {
			const one = find(config, at)?.own.get(name)?.at.value;
			const item = one?.type === "table" ? one.items[index] : undefined;
			return one?.type === "table" && item ? edits.removeItem(one, item) : [];
		},
	})),
	fc.record({ at: scopeName, text: fc.constantFrom("new = {\n\t1;\n}", "-- why\nnew = 1") }).map(({ at, text }): Trial => ({
		name: `appendStatement ${at} ${text}`,
		touches: [`${at}/new`],
		again: true,
		run: (config) => {
			const scope = find(config, at);
			return scope ? edits.appendStatement(scope, text) : [];
		},
		holds: (config) => assert.ok(find(config, at)?.own.has("new")),
	})),
);

function strings(scope: Scope | undefined, name: string): string[] {
	const value = scope?.own.get(name)?.value;
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
			fc.property(configuration, trial, (text, { name, run, touches, enables, again, holds }) => {
				assert.deepEqual(problems(text), []);
				const before = load(text);
				const changed = run(before).length > 0;
				const result = after(text, run);
				if (!changed) return;
				assert.deepEqual(problems(result), [], `${name}\n${result}`);
				const config = load(result);
				const wanted = options(before);
				const got = options(config);
				for (const key of touches) {
					wanted.delete(key);
					got.delete(key);
				}
				assert.deepEqual(got, wanted, `${name}\n${result}`);
				const lost = missing(comments(text), comments(result));
				const kept = enables ? lost.slice(1) : lost;
				assert.deepEqual(kept, [], `${name}\n${result}`);
				if (text.includes("\r\n")) assert.ok(!/[^\r]\n/.test(result), `${name}: mixed line ends\n${JSON.stringify(result)}`);
				else assert.ok(!result.includes("\r"));
				const trailing = (one: string): number => one.match(/[ \t]+\r?$/gm)?.length ?? 0;
				assert.ok(trailing(result) <= trailing(text), `${name}: white space at the end of a line\n${JSON.stringify(result)}`);
				assert.ok(blankRuns(result) <= Math.max(2, blankRuns(text)), `${name}: blank lines pile up\n${result}`);
				holds?.(config);
				if (!again) assert.equal(after(result, run), result, `${name}: the second time changed more`);
			}),
			{ numRuns: Number(process.env.RUNS ?? 3000) },
		);
	}).timeout(300_000);

	it("changes stay inside of the file and do not overlap, whatever the text", () => {
		fc.assert(
			fc.property(configuration, fc.nat(), fc.nat(6), trial, (whole, at, length, { run }) => {
				const from = whole.length > 0 ? at % whole.length : 0;
				const text = whole.slice(0, from) + whole.slice(from + length);
				for (const one of run(load(text))) assert.ok(0 <= one.start && one.start <= one.end && one.end <= text.length);
				after(text, run);
			}),
			{ numRuns: Math.ceil(Number(process.env.RUNS ?? 3000) / 3) },
		);
	}).timeout(300_000);
});
