import type { Setting } from "../../config/model.ts";
import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { disabledIn, mayComeAlong } from "../module-facts.ts";
import { type RuleContext, rule, suggested } from "../rule.ts";
import { hostSettingsWhere } from "../settings.ts";

/**
 * Speaks only where a Component sets an option of a module that is loaded globally: then the module was clearly expected there.
 */
export default rule({
	id: "component-inheritance-note",
	local: true,
	title: t("A global module that a Component does not take over"),
	severity: "information",
	absence: true,
	links: ["https://prosody.im/doc/components"],
	check(context, report) {
		const said = new Set<string>();
		for (const setting of hostSettingsWhere(context.config, (option) => globalReader(option, context) !== undefined)) {
			const component = setting.scope;
			const module = globalReader(setting.option, context)!;
			if (component.kind !== "Component" || !component.enabled || said.has(`${component.name} ${module}`)) continue;
			if (!isExpected(module, setting, context)) continue;
			said.add(`${component.name} ${module}`);
			report({
				at: setting.at.nameSpan,
				message: t(
					'{0} has no effect on {1}: it is for "{2}", which Components do not take over from the global list.',
					setting.option,
					component.name,
					module,
				),
				fixes: [suggested(t('Load "{0}" for {1}', module, component.name), () => addModule(component, module))],
			});
		}
	},
});

/** The one module that reads an option, when it is loaded for all VirtualHosts and Components may have it too. */
function globalReader(option: string, { config, catalog, series }: RuleContext): string | undefined {
	const readers = catalog.readers(option).filter((entry) => catalog.module(entry.name, series) === entry);
	const [entry] = readers;
	if (!entry || readers.length > 1) return undefined;
	const { name, kind, loadedAs = [], options } = entry;
	const fits = kind === "host" && loadedAs.includes("global") && loadedAs.includes("component-list");
	const globally = config.global.modules.loaded.get(name)?.because === "global";
	return fits && globally && options[option]?.scope.includes("Component") ? name : undefined;
}

/** Whether a module is clearly expected on a Component, and not there. */
function isExpected(module: string, { scope, value, assignments }: Setting, context: RuleContext): boolean {
	const { catalog, series } = context;
	if (value.type === "nil" || assignments.every(({ conditional }) => conditional)) return false;
	const { loaded, complete } = scope.modules;
	// A module nobody knows may read anything.
	if (!complete || [...loaded.keys()].some((name) => !catalog.module(name, series))) return false;
	return !mayComeAlong(scope, module, context) && !disabledIn(scope, module);
}
