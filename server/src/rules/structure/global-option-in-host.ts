import { advice, isGlobalOnly, isKnownGlobal } from "../../catalog/check-config.ts";
import { perHost } from "../../config/host-index.ts";
import type { Configuration, Setting } from "../../config/model.ts";
import { moveToGlobal, removeAssignment, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { virtualHosts, whole } from "../facts.ts";
import { STILL_READ } from "../old-options.ts";
import { type Fix, type RuleContext, rule, safe, suggested } from "../rule.ts";
import { hostSettingsWhere } from "../settings.ts";

/** Said elsewhere, and better. */
const ELSEWHERE: ReadonlySet<string> = new Set(["limits"]);
/** Read in hosts by mod_tls as well, which is not the module that decides. */
const HALF_READ = /^s2s_(?:require_encryption|secure_auth)$/;
/** Read in hosts where a connection names the host as it starts (SNI), for all the check says. */
const TLS = /_ssl$/;

export default rule({
	id: "global-option-in-host",
	local: true,
	title: t("An option of the whole server in a host, where it has no effect"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure#overview"],
	check(context, report) {
		for (const setting of hostSettingsWhere(context.config, (option) => isForServer(option, context))) {
			const { option } = setting;
			if (!isMisplaced(setting, context)) continue;
			const known = context.catalog.option(option) !== undefined;
			report({
				at: setting.at.nameSpan,
				severity: known && !TLS.test(option) ? undefined : "information",
				message: message(setting, known),
				fixes: fixes(setting, context),
			});
		}
	},
});

/** Whether an option is one of the server as a whole, as far as its name tells. */
function isForServer(option: string, { catalog, series }: RuleContext): boolean {
	if (ELSEWHERE.has(option)) return false;
	// Most outdated options have no effect anywhere, so there is nothing to move.
	if (advice(catalog, option, series) && !STILL_READ.test(option)) return false;
	return isGlobalOnly(catalog, option, series) || (option === "proxy65_port" && isKnownGlobal(option, series));
}

function isMisplaced(setting: Setting, context: RuleContext): boolean {
	const { option, scope, value, assignments } = setting;
	const { catalog, series } = context;
	if (value.type === "nil" || !isForServer(option, context)) return false;
	if (!assignments.some(({ kind, conditional }) => kind === "set" && !conditional)) return false;
	if (!isGlobalOnly(catalog, option, series)) return true;
	// Another module may read the same name host by host.
	return !catalog.readers(option).some((module) => {
		const other = catalog.module(module.name, series) === module ? module.options[option] : undefined;
		return other?.scope.some((one) => one !== "global") && scope.modules.has(module.name) !== false;
	});
}

function message({ option, scope, value }: Setting, known: boolean): string {
	if (!known) {
		return t(
			"{0} looks like an option of the whole server, and prosodyctl check config asks for it in the global section, above {1}.",
			option,
			scope.name,
		);
	}
	if (option === "proxy65_port") {
		return t(
			"proxy65_port has no effect: write proxy65_ports = { {0} } in the global section instead.",
			value.type === "number" ? value.value : "…",
		);
	}
	if (TLS.test(option)) {
		return t(
			"{0} under {1} only counts for connections that name {1} as they start. prosodyctl check config asks for it in the global section.",
			option,
			scope.name,
		);
	}
	if (HALF_READ.test(option)) {
		return t(
			"{0} speaks of the whole server: under {1} only a part of Prosody sees it. It belongs in the global section, above all hosts.",
			option,
			scope.name,
		);
	}
	return t(
		"{0} has no effect under {1}: Prosody reads it in the global section only, above all VirtualHosts and Components.",
		option,
		scope.name,
	);
}

function fixes(setting: Setting, context: RuleContext): Fix[] {
	const { option, at, value } = setting;
	const { config, catalog } = context;
	const { global } = config;
	const remove = () => setting.assignments.flatMap(removeAssignment);
	if (option === "proxy65_port") {
		if (value.type !== "number" || !global.isUnset("proxy65_ports")) return [];
		const changes = () => [...setOption(global, "proxy65_ports", [value.value]), ...remove()];
		return [safe(t("Set proxy65_ports in the global section"), changes)];
	}
	const globally = global.own.get(option);
	if (globally && globally.value.type !== "nil") {
		const harmless = !(HALF_READ.test(option) || TLS.test(option)) || text(globally) === text(setting);
		const title = t("Take {0} out here, it is set globally", option);
		return [(harmless ? safe : suggested)(title, remove)];
	}
	const clear =
		// What another file sets globally would count no more, or this would not.
		config.whole &&
		catalog.option(option) !== undefined &&
		!TLS.test(option) &&
		!weakens(setting, context) &&
		(!HALF_READ.test(option) || isForAll(setting, context)) &&
		spreadOf(option, context).texts.size === 1;
	return [(clear ? safe : suggested)(t("Move {0} to the global section", option), () => moveToGlobal(at))];
}

/** How the hosts set an option. */
interface Spread {
	/** The values as they are written: where they differ, the admin has to say which one is meant for all. */
	readonly texts: ReadonlySet<string>;
	/** How many VirtualHosts set it. */
	readonly hosts: number;
}

/** The misplaced options of each host as they are written. */
const misplacedOn = perHost(
	({ own }, context: RuleContext) => {
		const texts = [...own.values()].flatMap((setting) =>
			isMisplaced(setting, context) ? [`${setting.option}=${text(setting)}`] : [],
		);
		return texts.length > 0 ? texts : undefined;
	},
	(a, b) => a.join() === b.join(),
);

const spreads = new WeakMap<Configuration, Map<string, Spread>>();

/** Ten thousand hosts may all have it wrong: it is worked out once. */
function spreadOf(option: string, context: RuleContext): Spread {
	const all = misplacedOn(context.config, context);
	const now = whole(context.config);
	const known = spreads.get(now) ?? new Map<string, Spread>();
	let spread = known.get(option);
	if (!spread) {
		const setters = [...all.values()].flatMap(({ host, fact }) => {
			const found = fact.find((one) => one.startsWith(`${option}=`));
			return found === undefined ? [] : [{ host, text: found }];
		});
		const hosts = setters.filter(({ host }) => host.kind === "VirtualHost" && host.enabled).length;
		spread = { texts: new Set(setters.map((one) => one.text)), hosts };
		spreads.set(now, known.set(option, spread));
	}
	return spread;
}

function text({ at }: Setting): string {
	return at.value.span.text.replace(/\s+/g, " ");
}

/** True when no other host may have been meant to do without it. */
function isForAll({ option, scope }: Setting, context: RuleContext): boolean {
	const itself = scope.kind === "VirtualHost" && scope.enabled;
	return spreadOf(option, context).hosts - Number(itself) === virtualHosts(context.config).size - Number(itself);
}

/** True when moving it would switch off a protection for everyone. */
function weakens({ option, value }: Setting, { catalog }: RuleContext): boolean {
	const entry = catalog.option(option);
	if (!entry?.security || option === "s2s_secure_auth") return false;
	return value.type === "boolean" && entry.default !== undefined && String(value.value) !== entry.default;
}
