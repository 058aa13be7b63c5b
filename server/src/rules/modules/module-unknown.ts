import type { Catalog } from "../../catalog/catalog.ts";
import type { ModuleEntry } from "../../catalog/types.ts";
import { atLeast, type Series } from "../../config/version.ts";
import { t } from "../../l10n.ts";
import {
	fitsThere,
	isProvider,
	isThereAnyway,
	type NamedModule,
	namedModules,
	rename,
	takeOut,
} from "../old-modules.ts";
import { pluginFolders } from "../plugin-folders.ts";
import { type Fix, type Report, rule, safe, suggested } from "../rule.ts";
import { isOneEditAway } from "../spelling.ts";

export default rule({
	id: "module-unknown",
	local: true,
	title: t("A module that nobody knows"),
	severity: "warning",
	links: ["https://prosody.im/doc/modules", "https://modules.prosody.im/"],
	check(context, report) {
		const { config, catalog, series } = context;
		const unknown = namedModules(config).where((name) => isUnknown(name, catalog, series));
		if (unknown.length === 0) return;
		const folders = pluginFolders(config, context.files);
		for (const named of unknown) {
			if (folders.has(named.name)) continue;
			const plain = plainName(named.name);
			if (catalog.knowsModule(plain)) {
				report(isThereAnyway(named, plain, catalog) ? superfluous(named, plain) : misspelt(named, [plain]));
				continue;
			}
			const meant = nearMisses(named, plain, catalog, series);
			if (meant.length > 0) report(folders.complete ? misspelt(named, meant) : maybeMisspelt(named, meant));
			else if (folders.complete) report(unheardOf(named, folders.none));
		}
	},
});

function isUnknown(name: string, catalog: Catalog, series: Series): boolean {
	// The name that admin_telnet had before 0.8.
	if (name === "console" && !atLeast(series, "0.12")) return false;
	if (name.trim() === "" || catalog.knowsModule(name)) return false;
	return !isProvider(name) && !isProvider(plainName(name));
}

/** The name in the way names are written. */
function plainName(name: string): string {
	return name
		.trim()
		.toLowerCase()
		.replace(/[-\s.]/g, "_")
		.replace(/^mod_/, "");
}

/** The modules whose names are one letter away. */
function nearMisses(named: NamedModule, plain: string, catalog: Catalog, series: Series): string[] {
	const near = nearNames(plain, catalog).filter(
		({ name }) => !isProvider(name) && !isThereAnyway(named, name, catalog),
	);
	const core = near.filter(({ origin }) => origin === "core");
	const names = (core.length > 0 ? core : near).map(({ name }) => name);
	const inPlace = names.filter((name) => fitsThere(named, name, catalog, series));
	return [...new Set(inPlace.length > 0 ? inPlace : names)];
}

/** With every key in a section all its modules are asked about again. */
const near = new WeakMap<Catalog, Map<string, readonly ModuleEntry[]>>();
const MOST_KEPT = 500;

function nearNames(plain: string, catalog: Catalog): readonly ModuleEntry[] {
	let known = near.get(catalog);
	if (!known || known.size > MOST_KEPT) {
		known = new Map();
		near.set(catalog, known);
	}
	let found = known.get(plain);
	if (!found) {
		found = [...catalog.modules()].filter(
			({ name, origin }) =>
				// Short names are one letter away from many; a digit more is a version of one's own.
				plain.length >= (origin === "core" ? 4 : 6) && isOneEditAway(plain, name) && !differsInDigit(plain, name),
		);
		known.set(plain, found);
	}
	return found;
}

function differsInDigit(a: string, b: string): boolean {
	return a.replace(/\d/g, "") === b.replace(/\d/g, "");
}

function misspelt(named: NamedModule, meant: readonly string[]): Report {
	const { name, at, listed, scope } = named;
	return {
		at,
		message: listed
			? t('No module is called "{0}", so nothing is loaded. "{1}" may be meant.', name, meant[0]!)
			: t(
					'No module is called "{0}", so {1} stays without its service. "{2}" may be meant.',
					name,
					scope.name,
					meant[0]!,
				),
		fixes: spellings(named, meant, meant.length === 1 ? safe : suggested),
	};
}

/** A second time, in another spelling. */
function superfluous(named: NamedModule, module: string): Report {
	return {
		at: named.at,
		message: t('No module is called "{0}", so this loads nothing. "{1}" is there already.', named.name, module),
		fixes: [safe(t('Take "{0}" out: "{1}" is there already', named.name, module), () => takeOut(named))],
	};
}

/** Where a module of that name may be in a folder that was not seen. */
function maybeMisspelt(named: NamedModule, meant: readonly string[]): Report {
	return {
		at: named.at,
		severity: "information",
		message: t(
			'"{0}" is no module of Prosody or of the community as far as is known here. "{1}" may be meant.',
			named.name,
			meant[0]!,
		),
		fixes: spellings(named, meant, suggested),
	};
}

function spellings(named: NamedModule, meant: readonly string[], fix: typeof safe): Fix[] {
	return [...meant.map((one) => fix(t('Write "{0}"', one), () => rename(named, one)))];
}

function unheardOf({ name, at }: NamedModule, none: boolean): Report {
	return {
		at,
		severity: "hint",
		message: none
			? t(
					'"{0}" is no module of Prosody or of the community as far as is known here. If it is your own, plugin_paths says where it is.',
					name,
				)
			: t(
					'"{0}" is no module of Prosody or of the community as far as is known here, and it is in no folder of plugin_paths.',
					name,
				),
	};
}
