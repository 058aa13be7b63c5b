import type { Configuration, Inclusion } from "../../config/model.ts";
import { replaceSpan } from "../../edits/index.ts";
import type { FileSystem } from "../../file-system.ts";
import { t } from "../../l10n.ts";
import { type Fix, type Report, rule, suggested } from "../rule.ts";
import { isOneEditAway } from "../spelling.ts";

export default rule({
	id: "include-missing",
	local: "or-global",
	title: t("An Include of something that is not there"),
	severity: "error",
	links: ["https://prosody.im/doc/configure#including_other_files"],
	check({ config, files }, report) {
		if (!files) return;
		const seen = new Set<string>();
		for (const inclusion of config.includes) {
			const { path, conditional } = inclusion;
			const at = inclusion.argument ?? inclusion.at;
			const place = `${at.file} ${at.start}`;
			// One line may be carried out several times.
			if (path === undefined || conditional || seen.has(place)) continue;
			seen.add(place);
			const found = look({ ...inclusion, path }, config, files);
			if (found) report({ at, ...found });
		}
	},
});

type Known = Inclusion & { readonly path: string };
type Found = Omit<Report, "at"> | undefined;

function look(inclusion: Known, config: Configuration, files: FileSystem): Found {
	const { outcome, target, wildcard } = inclusion;
	if (outcome === "missing") return impossible(inclusion) ?? missing(inclusion, config, files);
	if (outcome !== "unreadable" || target === undefined) return undefined;
	if (!wildcard && typeof files.list(target) !== "string") return folder(inclusion);
	return isInPlace(config.trees[0]!.uri) ? unreadable(inclusion) : undefined;
}

/** Paths that lead nowhere on any machine. */
function impossible({ path, wildcard }: Known): Found {
	if (/^~/.test(path)) {
		return {
			message: t(
				"Prosody takes ~ for a folder of that name and refuses the whole configuration: write the home folder out, from / on.",
			),
		};
	}
	if (wildcard && /[*?].*\//.test(path)) {
		return {
			message: t(
				"* and ? count in the last part of a path only: Prosody looks for a folder really called {0} and refuses the whole configuration.",
				path.slice(0, path.lastIndexOf("/")),
			),
		};
	}
	return undefined;
}

function missing(inclusion: Known, config: Configuration, files: FileSystem): Found {
	const { path, wildcard } = inclusion;
	const entry = config.trees[0]!.uri;
	const meant = candidates(inclusion, files);
	const here = isInPlace(entry);
	// A copy in a repository: what its absolute paths lead to on the server cannot be seen from here.
	if (!here && meant.length === 0 && path.startsWith("/") && !inclusion.target?.startsWith(folderOf(entry))) {
		return undefined;
	}
	const what = wildcard ? path.slice(0, path.lastIndexOf("/")) : path;
	return {
		severity: here ? "error" : meant.length > 0 ? "warning" : "information",
		message: here ? messageHere(what, path, wildcard) : messageElsewhere(what, wildcard),
		fixes: [...meant.flatMap((other) => write(inclusion, other))],
	};
}

function messageHere(what: string, path: string, wildcard: boolean): string {
	if (path.startsWith("/")) {
		return wildcard
			? t("There is no folder {0}, so Prosody refuses the whole configuration.", what)
			: t("There is no file {0}, so Prosody refuses the whole configuration.", what);
	}
	return wildcard
		? t("There is no folder {0} beside this file, so Prosody refuses the whole configuration.", what)
		: t("There is no file {0} beside this file, so Prosody refuses the whole configuration.", what);
}

function messageElsewhere(what: string, wildcard: boolean): string {
	return wildcard
		? t(
				"There is no folder {0} here. Where Prosody runs it must exist: without it the whole configuration is refused.",
				what,
			)
		: t(
				"There is no file {0} here. Where Prosody runs it must exist: without it the whole configuration is refused.",
				what,
			);
}

function folder(inclusion: Known): Found {
	const { path } = inclusion;
	const files = `${path.replace(/\/+$/, "") || "."}/*.cfg.lua`;
	return {
		message: t(
			"{0} is a folder: Prosody cannot read it as a file and refuses the whole configuration. {1} takes the files in it.",
			path === "" ? t("An empty path") : path,
			files,
		),
		fixes: path === "" ? [] : [...write(inclusion, files)],
	};
}

function unreadable({ path }: Known): Found {
	return {
		severity: "warning",
		message: t(
			"{0} is there, but you may not read it. If Prosody's own user may not either, it refuses the whole configuration.",
			path,
		),
	};
}

/** What is there and may have been meant, all of it in folders that the configuration names. */
function candidates({ path, wildcard, at }: Known, files: FileSystem): string[] {
	const beside = folderOf(at.file);
	const cut = path.lastIndexOf("/");
	const [folder, name] = [path.slice(0, cut + 1), path.slice(cut + 1)];
	const found = new Set<string>();
	if (path.startsWith("/")) {
		// `/conf.d/…` where `conf.d/…` was meant.
		const relative = path.slice(1);
		const start = wildcard ? relative.slice(0, Math.max(0, relative.lastIndexOf("/"))) : relative;
		if (start !== "" && files.exists(resolve(start, beside))) found.add(relative);
	} else if (!wildcard && cut >= 0 && files.exists(resolve(name, beside))) {
		// The path counts from the folder of the file it stands in.
		found.add(name);
	}
	if (!wildcard) for (const other of namesIn(folder, beside, files)) if (isNear(other, name)) found.add(folder + other);
	if (wildcard && folder !== "" && /^[^/]+\/$/.test(folder)) {
		for (const other of namesIn("", beside, files)) {
			if (isOneEditAway(other, folder.slice(0, -1))) found.add(`${other}/${name}`);
		}
	}
	return [...found];
}

function isNear(other: string, name: string): boolean {
	if (other.startsWith(".") || !other.endsWith(".lua")) return false;
	const [a, b] = [stem(other), stem(name)];
	return a === b || (a.length > 3 && isOneEditAway(a, b));
}

function stem(name: string): string {
	return name.toLowerCase().replace(/(?:\.(?:cfg|conf|lua))+$/, "");
}

function namesIn(folder: string, beside: string, files: FileSystem): readonly string[] {
	const names = files.list(resolve(folder, beside) || beside);
	return typeof names === "string" ? [] : names;
}

function resolve(path: string, beside: string): string {
	try {
		return new URL(path.split("/").map(encodeURIComponent).join("/"), beside).href;
	} catch {
		return "";
	}
}

function write({ argument }: Known, path: string): Fix[] {
	const quote = argument && /^(["'])[^\\]*\1$/.exec(argument.text)?.[1];
	if (!quote) return [];
	return [suggested(t("Write {0}", `"${path}"`), () => replaceSpan(argument, quote + path + quote))];
}

function folderOf(uri: string): string {
	return uri.slice(0, uri.lastIndexOf("/") + 1);
}

/** True for a configuration where Prosody reads it from. */
function isInPlace(uri: string): boolean {
	return /^file:\/\/\/(?:usr\/(?:local|pkg)\/)?etc\/prosody\//.test(uri);
}
