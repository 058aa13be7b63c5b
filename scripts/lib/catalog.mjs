/** Compiles `catalog/` (one module a YAML file) into the compact asset that the bundles carry. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { LineCounter, parseDocument } from "yaml";

/** The files an asset is made of. */
export function catalogFiles(root) {
	const folder = join(root, "catalog");
	const yamlIn = (name) =>
		readdirSync(join(folder, name))
			.filter((file) => file.endsWith(".yaml"))
			.sort()
			.map((file) => join(folder, name, file));
	return {
		schema: join(folder, "module.schema.json"),
		language: join(folder, "language.yaml"),
		names: join(folder, "facts/names.yaml"),
		core: yamlIn("core"),
		community: yamlIn("community"),
		folders: [join(folder, "core"), join(folder, "community")],
	};
}

/** Reads one file and checks it; problems become an Error that names file and line. */
function read(path, root, validate) {
	const lines = new LineCounter();
	const document = parseDocument(readFileSync(path, "utf8"), { lineCounter: lines, version: "1.2", uniqueKeys: true });
	const place = (offset) => `${relative(root, path)}:${offset === undefined ? 1 : lines.linePos(offset).line}`;
	const [problem] = [...document.errors, ...document.warnings];
	if (problem) throw new Error(`${place(problem.pos[0])}: ${problem.message.split("\n")[0]}`);
	const value = document.toJS();
	if (!validate(value)) {
		const texts = validate.errors.map((error) => {
			const steps = error.instancePath
				.split("/")
				.slice(1)
				.map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));
			const node = steps.length ? document.getIn(steps, true) : undefined;
			const extra = error.params?.additionalProperty ?? error.params?.allowedValues?.join(", ") ?? "";
			return `${place(node?.range?.[0])}: ${error.instancePath || "/"} ${error.message}${extra && ` (${extra})`}`;
		});
		throw new Error(texts.join("\n"));
	}
	return value;
}

/** Gives options without a page of their own the page of the file they stand in. */
function withDoc(options, doc) {
	if (!doc) return options;
	return Object.fromEntries(
		Object.entries(options).map(([name, entry]) => [name, { ...entry, doc: entry.doc ?? doc }]),
	);
}

/** Folded YAML scalars (`>-`) keep no line breaks; block examples end in one, which the reader does not need. */
function tidy(_key, value) {
	return typeof value === "string" ? value.trim() : value;
}

/** Modules and options that are known to exist but have no entry, each as one text with spaces. */
function namesWithoutEntry(names, modules) {
	const known = new Set(modules.map((entry) => entry.name));
	const options = new Set(modules.flatMap((entry) => Object.keys(entry.options)));
	const without = (text, set) => text.split(/\s+/).filter((name) => name && !set.has(name));
	return {
		modules: without(names.modules, known).join(" "),
		options: without(names.options, options).join(" "),
	};
}

/** The whole catalog as one compact JSON text; throws an Error naming file and place when an entry is wrong. */
export function compileCatalog(root) {
	const files = catalogFiles(root);
	const schema = JSON.parse(readFileSync(files.schema, "utf8"));
	const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
	ajv.addSchema(schema);
	const validateModule = ajv.getSchema(schema.$id);
	const validateLanguage = ajv.getSchema(schema.$id + "#/$defs/language");

	const modules = [];
	let server;
	for (const [origin, paths] of [
		["core", files.core],
		["community", files.community],
	]) {
		for (const path of paths) {
			const entry = read(path, root, validateModule);
			const file = basename(path, ".yaml");
			const where = relative(root, path);
			if (entry.kind === "server") {
				// server.yaml, server-tls.yaml … are one entry, split by topic.
				if (!file.startsWith("server")) throw new Error(`${where}: only server*.yaml has kind "server"`);
				const options = withDoc(entry.options, entry.doc);
				server ??= { name: "server", origin, kind: "server", summary: "", options: {} };
				for (const name of Object.keys(options)) {
					if (name in server.options) throw new Error(`${where}: ${name} is described twice`);
				}
				if (file === "server") server.summary = entry.summary;
				Object.assign(server.options, options);
				continue;
			}
			if (entry.name !== file) throw new Error(`${where}: is named ${entry.name}`);
			modules.push({ ...entry, origin });
		}
	}
	if (server) modules.unshift(server);
	const language = read(files.language, root, validateLanguage);
	const names = namesWithoutEntry(
		read(files.names, root, () => true),
		modules,
	);
	return JSON.stringify({ modules, language, names }, tidy);
}
