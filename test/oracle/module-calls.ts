/** What the modules that Debian installs, or those of PROSODY_SOURCE, say in their own code of the modules they ask for. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as luaparse from "luaparse";

const { PROSODY_SOURCE } = process.env;
const INSTALLED = PROSODY_SOURCE ? join(PROSODY_SOURCE, "plugins") : "/usr/lib/prosody/modules";

export interface ModuleCode {
	readonly name: string;
	/** The literal names in `module:depends "x"`; `cron` for the methods that plan a recurring task. */
	readonly depends: ReadonlySet<string>;
	/** True when it calls `module:set_global()`. */
	readonly setsGlobal: boolean;
}

export function installedModules(): ModuleCode[] {
	return readdirSync(INSTALLED).flatMap((entry) => {
		const name = /^(?:mod_)?(\w+?)(?:\.lua)?$/.exec(entry)?.[1];
		const files = name ? filesOf(name, join(INSTALLED, entry)) : [];
		if (!name || files.length === 0) return [];
		const depends = new Set<string>();
		let setsGlobal = false;
		for (const file of files) {
			for (const { method, argument } of calls(file)) {
				if (method === "depends" && argument !== undefined) depends.add(argument);
				if (/^(?:cron|hourly|daily|weekly)$/.test(method)) depends.add("cron");
				if (method === "set_global") setsGlobal = true;
			}
		}
		return { name, depends, setsGlobal };
	});
}

/** The module's own file and its libraries; nothing for what is no module. */
function filesOf(name: string, path: string): string[] {
	if (!statSync(path).isDirectory()) return path.endsWith(`/mod_${name}.lua`) ? [path] : [];
	const own = [`mod_${name}.lua`, `${name}/mod_${name}.lua`].filter((file) => existsSync(join(path, file)));
	if (own.length === 0) return [];
	const libraries = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) =>
		file.endsWith(".lib.lua"),
	);
	return [...own, ...libraries].map((file) => join(path, file));
}

interface MethodCall {
	readonly method: string;
	/** Where it is a literal text. */
	readonly argument?: string;
}

function calls(file: string): MethodCall[] {
	const found: MethodCall[] = [];
	const text = readFileSync(file, "latin1");
	const visit = (node: unknown): void => {
		if (typeof node !== "object" || node === null) return;
		const one = node as luaparse.Node;
		// What prosodyctl runs says nothing of the server.
		if (one.type === "FunctionDeclaration" && isCommand(one)) return;
		const call = methodCall(one);
		if (call) found.push(call);
		for (const part of Object.values(node)) visit(part);
	};
	visit(luaparse.parse(text, { luaVersion: "5.3", encodingMode: "pseudo-latin1", comments: false }).body);
	return found;
}

function isCommand({ identifier }: luaparse.FunctionDeclaration): boolean {
	return identifier?.type === "MemberExpression" && identifier.identifier.name === "command";
}

function methodCall(node: luaparse.Node): MethodCall | undefined {
	if (node.type !== "CallExpression" && node.type !== "StringCallExpression") return undefined;
	if (node.base.type !== "MemberExpression" || node.base.indexer !== ":") return undefined;
	const argument = node.type === "StringCallExpression" ? node.argument : node.arguments[0];
	const value = argument?.type === "StringLiteral" ? argument.value : undefined;
	return { method: node.base.identifier.name, argument: value };
}
