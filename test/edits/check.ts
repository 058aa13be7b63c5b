/** One helper for the verbs: text in, verb, text out; and what must hold after any of them. */
import assert from "node:assert/strict";
import { loadConfiguration } from "../../server/src/config/load.ts";
import type { Assignment, Configuration, Scope, Setting } from "../../server/src/config/model.ts";
import type { TableValue, Value } from "../../server/src/config/value.ts";
import { applyChanges, type Change } from "../../server/src/edits/index.ts";
import { parse } from "../../server/src/syntax/index.ts";

export const URI = "file:///etc/prosody/prosody.cfg.lua";

export function load(text: string): Configuration {
	return loadConfiguration(parse(URI, text), { series: "13.0", assumed: false });
}

/** A host by its name, or the global scope for `*`. */
export function scope(config: Configuration, name: string): Scope {
	const found = name === "*" ? config.global : config.hosts.find((host) => host.name === name);
	assert.ok(found, `no host ${name}`);
	return found;
}

export function setting(config: Configuration, option: string, host = "*"): Setting {
	const found = scope(config, host).own.get(option);
	assert.ok(found, `${option} is not set`);
	return found;
}

export function assignment(config: Configuration, option: string, host = "*"): Assignment {
	return setting(config, option, host).at;
}

export function value(config: Configuration, option: string, host = "*"): Value {
	return assignment(config, option, host).value;
}

export function table(config: Configuration, option: string, host = "*"): TableValue {
	const found = value(config, option, host);
	assert.equal(found.type, "table");
	return found as TableValue;
}

export type Verb = (config: Configuration) => readonly Change[];

export function problems(text: string): string[] {
	return parse(URI, text).chunks.flatMap((chunk) => chunk.problems.map((one) => `${one.kind} in ${chunk.text}`));
}

/** Applies a verb once. */
export function edited(text: string, verb: Verb): string {
	const changes = verb(load(text));
	for (const one of changes) assert.equal(one.file, URI);
	const sorted = [...changes].sort((a, b) => a.start - b.start || a.end - b.end);
	sorted.forEach((one, at) => {
		const next = sorted[at + 1];
		if (next) assert.ok(one.end <= next.start, `changes overlap: ${JSON.stringify(sorted)}`);
	});
	return applyChanges(text, changes);
}

/** Applies a verb and compares; `once` for verbs that do something again the second time. */
export function check(text: string, verb: Verb, expected: string, once = false): void {
	const result = edited(text, verb);
	assert.equal(result, expected);
	if (problems(text).length === 0) assert.deepEqual(problems(result), []);
	if (!once) assert.equal(edited(result, verb), result, "the second time changed something more");
}

/** The verb declines. */
export function declines(text: string, verb: Verb): void {
	assert.deepEqual(verb(load(text)), []);
}

/** A list of cases: name, text, expected. */
export function cases(
	verb: Verb,
	list: readonly (readonly [name: string, text: string, expected: string])[],
	once = false,
): void {
	for (const [name, text, expected] of list) it(name, () => check(text, verb, expected, once));
}

/** Joins lines with a final line break. */
export function lines(...all: string[]): string {
	return `${all.join("\n")}\n`;
}

/** The same text with Windows line ends. */
export function crlf(text: string): string {
	return text.replaceAll("\n", "\r\n");
}
