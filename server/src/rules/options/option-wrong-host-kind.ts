import type { CatalogOption } from "../../catalog/catalog.ts";
import type { ModuleEntry } from "../../catalog/types.ts";
import type { Scope, Setting } from "../../config/model.ts";
import { t } from "../../l10n.ts";
import { hostsWith } from "../loaded-modules.ts";
import { type RuleContext, rule } from "../rule.ts";
import { hostSettingsWhere } from "../settings.ts";

export default rule({
	id: "option-wrong-host-kind",
	local: true,
	title: t("An option on a kind of host that does not read it"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		for (const setting of hostSettingsWhere(context.config, (name) => isForSome(name, context))) {
			const entry = misplaced(setting, context);
			if (!entry) continue;
			report({ at: setting.at.nameSpan, message: message(setting, entry) });
		}
	},
});

/** False for options that every kind of host reads. */
function isForSome(option: string, { catalog }: RuleContext): boolean {
	const entry = catalog.option(option);
	return entry?.module.origin === "core" && !(entry.scope.includes("VirtualHost") && entry.scope.includes("Component"));
}

/** What is said of the option, where it stands in a host that is of no kind it is read in. */
function misplaced({ option, scope, value }: Setting, { catalog }: RuleContext): CatalogOption | undefined {
	if (value.type === "nil") return undefined;
	const entry = catalog.option(option);
	// Options of the whole server are global-option-in-host's matter.
	if (entry?.module.origin !== "core" || entry.scope.includes(scope.kind) || isGlobalOnly(entry)) return undefined;
	const others = catalog.readers(option).some((module) => {
		if (module === entry.module) return false;
		const { scope: kinds } = module.options[option] ?? {};
		const fits = kinds ? kinds.includes(scope.kind) : loadsOn(module, scope.kind);
		// Whether one of Prosody's own is loaded here is option-without-module's matter.
		return fits && (module.origin === "core" || scope.modules.has(module.name) !== false);
	});
	return others || scope.modules.has(entry.module.name) !== false ? undefined : entry;
}

function loadsOn({ loadedAs }: ModuleEntry, kind: Scope["kind"]): boolean {
	return loadedAs?.some((place) => place === kind || (kind === "Component" && place.startsWith("component-"))) ?? true;
}

function isGlobalOnly({ scope }: CatalogOption): boolean {
	return scope.length === 1 && scope[0] === "global";
}

function message({ option, scope }: Setting, { module, scope: kinds }: CatalogOption): string {
	if (scope.kind === "Component") {
		return t("{0} has no effect under {1}: it is read on VirtualHosts, and {1} is a Component.", option, scope.name);
	}
	const where = componentWith(scope, module.name);
	if (where && kinds.includes("Component")) {
		return t(
			'{0} has no effect under {1}: it belongs below Component "{2}", or in the global section.',
			option,
			scope.name,
			where,
		);
	}
	return t(
		'{0} has no effect under {1}: it belongs to a Component with "{2}", or in the global section.',
		option,
		scope.name,
		module.name,
	);
}

/** The one Component that runs a module, if it is one. */
function componentWith({ config }: Scope, module: string): string | undefined {
	const found = [...hostsWith(config, module).values()].filter(({ host }) => host.kind === "Component");
	return found.length === 1 ? found[0]!.host.name : undefined;
}
