import type { ModuleEntry } from "../../catalog/types.ts";
import type { Scope, Setting } from "../../config/model.ts";
import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { possible } from "../facts.ts";
import { disabledIn, mayComeAlong } from "../module-facts.ts";
import { type RuleContext, rule, suggested } from "../rule.ts";

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
		for (const component of context.components) {
			const said = new Set<string>();
			for (const setting of component.own.values()) {
				const module = expectedModule(setting, component, context);
				if (!module || said.has(module)) continue;
				said.add(module);
				report({
					at: setting.at.nameSpan,
					message: t(
						'{0} has no effect on {1}: it is for "{2}", which Components do not take over from the global list.',
						setting.option,
						component.name,
						module,
					),
					fixes: possible(
						suggested(t('Load "{0}" for {1}', module, component.name), () => addModule(component, module)),
					),
				});
			}
		}
	},
});

/** The one module an option of a Component is for, when it is loaded for all VirtualHosts but not there. */
function expectedModule(setting: Setting, component: Scope, context: RuleContext): string | undefined {
	const { catalog, series } = context;
	if (setting.value.type === "nil" || setting.assignments.every(({ conditional }) => conditional)) return undefined;
	const { loaded, complete } = component.modules;
	// A module nobody knows may read anything.
	if (!complete || [...loaded.keys()].some((name) => !catalog.module(name, series))) return undefined;
	const readers = catalog.readers(setting.option).filter((entry) => catalog.module(entry.name, series) === entry);
	const [entry] = readers;
	if (!entry || readers.length > 1 || mayComeAlong(component, entry.name, context)) return undefined;
	return isExpected(entry, setting.option, component) ? entry.name : undefined;
}

function isExpected(entry: ModuleEntry, option: string, component: Scope): boolean {
	const { name, kind, loadedAs = [], options } = entry;
	const fits = kind === "host" && loadedAs.includes("global") && loadedAs.includes("component-list");
	const globally = component.config.global.modules.loaded.get(name)?.because === "global";
	return fits && globally && !disabledIn(component, name) && !!options[option]?.scope.includes("Component");
}
