import { atLeast } from "../../config/version.ts";
import { t } from "../../l10n.ts";
import { disabledIn } from "../module-facts.ts";
import {
	fitsThere,
	givenUp,
	isProvider,
	isThereAnyway,
	type NamedModule,
	namedModules,
	newNameOf,
	rename,
	takeOut,
} from "../old-modules.ts";
import { pluginFolders } from "../plugin-folders.ts";
import { type Fix, type Report, type RuleContext, rule, safe, suggested } from "../rule.ts";

type Verdict = Omit<Report, "at">;

/** False for modules of which nothing is to be said wherever they are named. */
function mayBeObsolete(name: string, { catalog, series }: RuleContext): boolean {
	if (isProvider(name)) return false;
	const isOld = catalog.module(name, series)?.removed !== undefined || newNameOf(name, catalog, series) !== undefined;
	return Object.hasOwn(SPECIAL, name) || isOld || givenUp(name, catalog, series) !== undefined;
}

export default rule({
	id: "module-obsolete",
	local: "or-global",
	title: t("A module that is of no use any more"),
	severity: "warning",
	links: ["https://prosody.im/doc/modules"],
	check(context, report) {
		for (const named of namedModules(context.config).where((name) => mayBeObsolete(name, context))) {
			const verdict = Object.hasOwn(SPECIAL, named.name)
				? SPECIAL[named.name]!(named, context)
				: (removed(named, context) ?? ofCommunity(named, context));
			if (verdict) report({ at: named.at, tag: "deprecated", ...verdict });
		}
	},
});

/** Modules that still load, but are only for those who have not moved on. */
const SPECIAL: Readonly<Record<string, (named: NamedModule, context: RuleContext) => Verdict | undefined>> = {
	// Up to 0.12 it loads by itself (core/modulemanager.lua), since 13.0 it is empty.
	posix(named, { config, series }) {
		if (config.version.assumed || !atLeast(series, "13.0")) return undefined;
		return {
			severity: "information",
			message: t('"posix" need not be listed: since 13.0 it does nothing, and before it loads by itself.'),
			fixes: withoutIt(named, safe),
			tag: "unnecessary",
		};
	},
	admin_telnet(named, context) {
		if (!atLeast(context.series, "0.12")) return undefined;
		return {
			message: t(
				'"admin_telnet" lets everyone on this machine control Prosody, without a password. Since 0.12 "admin_shell" (prosodyctl shell) takes its place.',
			),
			fixes: replacement(named, "admin_shell", context),
		};
	},
	legacyauth: (named) => ({
		severity: "information",
		message: t(
			'"legacyauth" offers a way to log in that was replaced in 2004 and has clients send the password itself. Clients of today do not need it.',
		),
		fixes: withoutIt(named),
	}),
	pep_plus: (named, context) => ({
		severity: "information",
		message: t('"pep_plus" is called "pep" today. It loads that one, and writes an error to the log at each start.'),
		fixes: replacement(named, "pep", context, safe),
	}),
	pep_simple: (named, context) => ({
		message: t(
			'"pep_simple" forgets at each restart what people published, such as pictures and keys for encryption. "pep" keeps it.',
		),
		fixes: replacement(named, "pep", context),
	}),
	vcard(named, context) {
		if (!isLeftBehind(named, context)) return undefined;
		return {
			severity: "hint",
			message: t(
				'"vcard" keeps cards and pictures apart from what current clients publish, so that people see different ones. "vcard_legacy" keeps both the same.',
			),
			fixes: replacement(named, "vcard_legacy", context),
		};
	},
	compression_unsafe: (named) => ({
		severity: "information",
		message: t(
			'"compression_unsafe" can give away parts of what is sent over an encrypted connection, which is why Prosody gave it up with 0.11.',
		),
		fixes: withoutIt(named),
	}),
	listusers(named, { series }) {
		if (!atLeast(series, "0.12")) return undefined;
		return {
			severity: "information",
			message: t('"listusers" is not needed any more: since 0.12, prosodyctl shell user list shows the accounts.'),
			fixes: withoutIt(named),
		};
	},
};

/** True for a vcard that nothing else speaks of, where vcard_legacy would load in its place. */
function isLeftBehind({ scope }: NamedModule, { config }: RuleContext): boolean {
	// A Component keeps the cards of its rooms with it.
	if (scope.kind === "Component") return false;
	const hosts = scope.kind === "global" ? [scope, ...config.virtualHosts] : [scope];
	if ([config.global, ...hosts].some((one) => disabledIn(one, "vcard_legacy") || disabledIn(one, "pep"))) return false;
	return hosts.every(({ modules }) => modules.has("vcard_legacy") === false && modules.has("pep_simple") === false);
}

/** Modules that left Prosody; unless the admin has kept a copy. */
function removed(named: NamedModule, context: RuleContext): Verdict | undefined {
	const { catalog, series, config } = context;
	const { name } = named;
	const entry = catalog.module(name, series);
	if (entry?.origin !== "core" || !entry.removed || !atLeast(series, entry.removed)) return undefined;
	const folders = pluginFolders(config, context.files);
	if (folders.has(name)) return undefined;
	const successor = entry.replacedBy ? t('"{0}" takes its place.', entry.replacedBy) : t("Nothing takes its place.");
	return {
		severity: folders.complete ? undefined : "information",
		message: `${t('"{0}" left Prosody with {1}.', name, entry.removed)} ${successor}`,
		fixes: entry.replacedBy ? replacement(named, entry.replacedBy, context) : withoutIt(named),
	};
}

function ofCommunity(named: NamedModule, context: RuleContext): Verdict | undefined {
	const { catalog, series } = context;
	const { name } = named;
	const successor = newNameOf(name, catalog, series);
	if (successor) {
		return {
			severity: "information",
			message: t('"{0}" is outdated: "{1}" takes its place.', name, successor),
			fixes: replacement(named, successor, context),
		};
	}
	const state = givenUp(name, catalog, series);
	if (!state) return undefined;
	return {
		severity: "information",
		message:
			state === "broken"
				? t('"{0}" does not work any more, say those who wrote it.', name)
				: t('"{0}" is not needed any more, say those who wrote it.', name),
		fixes: withoutIt(named),
	};
}

function withoutIt(named: NamedModule, how = suggested): Fix[] {
	return [how(t('Take "{0}" out', named.name), () => takeOut(named))];
}

function replacement(named: NamedModule, module: string, { catalog, series }: RuleContext, how = suggested): Fix[] {
	if (named.listed && isThereAnyway(named, module, catalog)) {
		return [how(t('Take "{0}" out: "{1}" is there already', named.name, module), () => takeOut(named))];
	}
	if (!fitsThere(named, module, catalog, series)) return [];
	return [how(t('Load "{0}" instead', module), () => rename(named, module))];
}
