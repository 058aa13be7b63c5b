import type { Configuration, Inclusion } from "../../config/model.ts";
import type { Change } from "../../edits/index.ts";
import type { FileSystem } from "../../file-system.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { enumerate, globalAnchor } from "../facts.ts";
import { rule, suggested } from "../rule.ts";

/** More names than these make no better message. */
const MOST_NAMES = 4;
/**
 * Names that say that a file is not in use, or not to be used as it is. Behind a dot only at the end: the name of a host may well
 * have such a label.
 */
const NOT_IN_USE =
	/^[._#~]|(?:^|[-_])(?:disabled?|off|old|orig|bak|backup|copy|unused|inactive|sample|template|dist|draft)(?:[-_]|$)|\.(?:disabled?|off|old|orig|bak|backup|copy|unused|inactive|example|sample|template|dist|draft)$/i;

export default rule({
	id: "unreachable-config-file",
	local: "or-global",
	title: t("A file in conf.d that no Include brings"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure#including_other_files"],
	check({ config, files }, report) {
		const at = files && isSeenWhole(config) ? anchor(config) : undefined;
		if (!files || !at) return;
		for (const folder of folders(config)) {
			const left = leftIn(folder, config, files);
			if (left.length === 0) continue;
			const shown = left.map((name) => `${folder.path}/${name}`);
			report({
				at,
				// Who lists files one by one may have left one out on purpose.
				severity: folder.chosen ? "information" : undefined,
				message: message(shown),
				fixes: [
					suggested(t("Include {0}", folder.chosen ? enumerate(shown) : `${folder.path}/*.cfg.lua`), () =>
						addIncludes(config, at, folder.chosen ? shown : [`${folder.path}/*.cfg.lua`]),
					),
				],
			});
		}
	},
});

/** False where something may bring the files that cannot be seen. */
function isSeenWhole({ whole, fragment, includes }: Configuration): boolean {
	return (
		whole &&
		!fragment &&
		includes.every(
			({ path, conditional, outcome }) =>
				path !== undefined && !conditional && (outcome === "read" || outcome === "empty"),
		)
	);
}

interface Folder {
	readonly uri: string;
	/** As an Include in the entry file names it. */
	readonly path: string;
	/** Some of its files are included one by one. */
	readonly chosen: boolean;
}

/** `conf.d`, and the folders that the entry file takes single files from. Where a wildcard chooses, it does so on purpose. */
function folders({ trees, includes }: Configuration): Folder[] {
	const entry = trees[0]!.uri;
	const beside = entry.slice(0, entry.lastIndexOf("/") + 1);
	const found = new Map<string, Folder>();
	for (const { at, path = "", target = "", wildcard } of includes) {
		const uri = plain(target.slice(0, target.lastIndexOf("/")));
		if (wildcard || at.file !== entry || !path.includes("/") || `${uri}/` === plain(beside)) continue;
		found.set(uri, {
			uri: target.slice(0, target.lastIndexOf("/")),
			path: path.slice(0, path.lastIndexOf("/")),
			chosen: true,
		});
	}
	const usual = `${beside}conf.d`;
	if (entry.endsWith("/prosody.cfg.lua") && !found.has(plain(usual))) {
		found.set(plain(usual), { uri: usual, path: "conf.d", chosen: false });
	}
	for (const { wildcard, target } of includes) if (wildcard && target) found.delete(plain(target.replace(/\/+$/, "")));
	return [...found.values()].filter(({ path }) => !/(?:^|\/)[^/]*[-._]?avail(?:able)?$/.test(path));
}

/** The files of a folder that nothing brings though they look as if something should. */
function leftIn({ uri }: Folder, { includes, trees }: Configuration, files: FileSystem): string[] {
	const names = files.list(uri);
	if (typeof names === "string") return [];
	const read = new Set([...trees.map((tree) => tree.uri), ...includes.flatMap(targetsOf)].map(plain));
	return names
		.filter((name) => name.endsWith(".cfg.lua") && !NOT_IN_USE.test(name.replace(/\.cfg\.lua$/, "")))
		.filter((name) => !read.has(`${plain(uri)}/${name}`) && hasContent(files, `${uri}/${encodeURIComponent(name)}`))
		.sort();
}

function targetsOf({ target, files }: Inclusion): string[] {
	return target ? [target, ...files] : [...files];
}

/** URIs are written in more than one way. */
function plain(uri: string): string {
	try {
		return decodeURIComponent(uri);
	} catch {
		return uri;
	}
}

/** False for what cannot be read, and for files in which everything is commented out. */
function hasContent(files: FileSystem, uri: string): boolean {
	const { text = "" } = files.read(uri);
	return text.split(/\r?\n/).some((line) => !/^\s*(?:--.*)?$/.test(line));
}

function message(shown: readonly string[]): string {
	const names = enumerate(
		shown.length > MOST_NAMES ? [...shown.slice(0, MOST_NAMES), t("{0} more", shown.length - MOST_NAMES)] : shown,
	);
	return shown.length === 1
		? t("Prosody does not read {0}: no Include brings it, so nothing in it has an effect.", names)
		: t("Prosody does not read {0}: no Include brings them, so nothing in them has an effect.", names);
}

/** The last Include of the entry file, else where a missing thing of the server is shown. */
function anchor(config: Configuration): Span | undefined {
	const entry = config.trees[0]!.uri;
	const last = config.includes.findLast(({ at }) => at.file === entry);
	return last?.at ?? globalAnchor(config);
}

/** Below the last Include, else at the end of the file. */
function addIncludes({ trees, includes }: Configuration, at: Span, paths: readonly string[]): Change[] {
	const { uri, text, chunks } = trees[0]!;
	if (chunks.some(({ statements }) => statements.some(({ type }) => type === "ReturnStatement"))) return [];
	const eol = text.includes("\r\n") ? "\r\n" : "\n";
	const lines = paths.map((path) => `Include "${path}"`).join(eol);
	const behind = includes.some((one) => one.at === at);
	const end = behind ? text.indexOf("\n", at.end) : -1;
	if (end >= 0) return [{ file: uri, start: end + 1, end: end + 1, text: lines + eol }];
	const gap = text === "" || text.endsWith("\n") ? "" : eol;
	return [{ file: uri, start: text.length, end: text.length, text: gap + (behind ? "" : eol) + lines + eol }];
}
