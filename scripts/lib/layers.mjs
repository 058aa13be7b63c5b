/** The invariants of the house that can be checked by reading imports (docs/architecture.md). */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Which layers a layer may import from besides itself; the rest of server/src/*.ts (engine, settings) sits on top of them. */
const BELOW = {
	syntax: [],
	config: ["syntax"],
	catalog: ["config", "syntax"],
	reports: ["catalog", "config", "syntax"],
	edits: ["catalog", "config", "syntax"],
	rules: ["edits", "catalog", "config", "syntax"],
	features: ["reports", "rules", "edits", "catalog", "config", "syntax"],
	node: [],
	lsp: ["node", "features", "reports", "rules", "edits", "catalog", "config", "syntax"],
	cli: ["node", "reports", "rules", "edits", "catalog", "config", "syntax"],
};
/** Doors may use Node; everything else is pure. */
const DOORS = new Set(["lsp", "cli", "node"]);
/** Single files every layer may import: the localisation layer, settings, which hold no logic, and what work in units is. */
const COMMON = new Set(["l10n.ts", "settings.ts", "file-system.ts", "units.ts", "virtual.d.ts"]);
/** Files directly below server/src that the top layers may import. */
const TOP = new Set(["features", "lsp", "cli"]);

/** Reads every import below server/src and client; returns one sentence a violation. */
export function checkLayers(root) {
	const violations = [];
	for (const file of sources(root, "server/src")) {
		const [layer] = relative(join(root, "server/src"), file).split("/");
		for (const target of imports(file)) {
			const reason = judge(root, file, layer, target);
			if (reason) violations.push(`${relative(root, file)} imports ${target}: ${reason}`);
		}
	}
	for (const file of sources(root, "client")) {
		for (const target of imports(file)) {
			if (target.startsWith(".") && resolve(dirname(file), target).startsWith(join(root, "server"))) {
				violations.push(`${relative(root, file)} imports ${target}: the client knows nothing of the server's code`);
			}
		}
	}
	return violations;
}

function judge(root, file, layer, target) {
	if (target === "vscode" || target.startsWith("vscode-languageclient")) return "the server knows nothing of VS Code";
	if (!target.startsWith(".")) {
		const isNode = target.startsWith("node:");
		if (isNode && !DOORS.has(layer)) return "the core is pure; only lsp/, cli/ and node/ may use Node";
		const isLsp = target.startsWith("vscode-languageserver");
		if (isLsp && layer !== "lsp" && layer !== "features") return "types of the protocol stay in features/ and lsp/";
		return undefined;
	}
	const path = relative(join(root, "server/src"), resolve(dirname(file), target));
	if (path.startsWith("..")) return DOORS.has(layer) ? undefined : "the core reaches outside server/src";
	if (!path.includes("/")) {
		const open = COMMON.has(path) || TOP.has(layer) || !(layer in BELOW);
		return open ? undefined : "arrows point down only";
	}
	const [other] = path.split("/");
	if (!(layer in BELOW) || other === layer || BELOW[layer].includes(other)) return undefined;
	return `${layer}/ sits below ${other}/`;
}

function sources(root, folder) {
	return readdirSync(join(root, folder), { recursive: true })
		.filter((file) => file.endsWith(".ts"))
		.map((file) => join(root, folder, file));
}

function imports(file) {
	const text = readFileSync(file, "utf8");
	return [
		...text.matchAll(
			/(?:^|\n)\s*(?:import|export)\b(?:[^;"'(]*?\bfrom)?\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\)|\brequire\(\s*["']([^"']+)["']\)/g,
		),
	].map(([, a, b, c]) => a ?? b ?? c);
}
