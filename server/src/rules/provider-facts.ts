/** Modules that know accounts or keep data. They are chosen by an option: listing one does not make Prosody use it. */
import type { Configuration, Scope } from "../config/model.ts";
import type { Value } from "../config/value.ts";
import type { Change } from "../edits/change.ts";
import { removeModule, setOption } from "../edits/index.ts";
import { disabledIn, type ListedModule, listedModules } from "./module-facts.ts";
import type { Fix, Report, RuleContext } from "./rule.ts";

/** The option that chooses one, as far as it is written as one text. */
export interface Choice {
	readonly option: string;
	/** What the names of the modules begin with. */
	readonly prefix: "auth_" | "storage_";
	/** Every choice in effect on a host: several where each kind of data has its own. Undefined when not all are known. */
	readonly inEffect: (host: Scope) => readonly string[] | undefined;
	/** Choices that put several others together, and so may need them to be loaded. */
	readonly combining: RegExp;
}

/** A module in a list that an option should choose instead. */
export interface ListedProvider extends ListedModule {
	/** Its name as the option takes it. */
	readonly provider: string;
	/** The hosts the list is for. */
	readonly hosts: readonly Scope[];
	/** All that is chosen on those hosts. */
	readonly chosen: readonly string[];
	/** True when one of the hosts uses it already: then it was chosen where it was wanted. */
	readonly used: boolean;
}

/** The modules of a kind that stand in a list; none where it is not known what is chosen instead. */
export function listedProviders({ config, catalog }: RuleContext, choice: Choice): ListedProvider[] {
	// A private module may be anything.
	const isOne = (name: string) => name.startsWith(choice.prefix) && catalog.knowsModule(name);
	return listedModules(config)
		.where(isOne)
		.flatMap((listed) => {
			const { scope, name } = listed;
			if (disabledIn(scope, name)) return [];
			const hosts = hostsOf(scope, config);
			const choices = hosts.map(choice.inEffect);
			const chosen = new Set<string>();
			for (const one of choices) {
				if (!one || one.some((each) => choice.combining.test(each))) return [];
				for (const each of one) chosen.add(each);
			}
			const provider = name.slice(choice.prefix.length);
			const used = choices.some((one) => one?.includes(provider));
			return [{ ...listed, provider, hosts, chosen: [...chosen], used }];
		});
}

/** What is found: no more than a hint where the listed module is in use anyway. */
export function listedFinding(listed: ListedProvider, message: string, fixes: readonly Fix[]): Report {
	if (listed.used) return { at: listed.item.span, message, fixes, severity: "hint", tag: "unnecessary" };
	return { at: listed.item.span, message, fixes };
}

function hostsOf(scope: Scope, { virtualHosts }: Configuration): readonly Scope[] {
	return scope.kind === "global" && virtualHosts.length > 0 ? virtualHosts : [scope];
}

/** Every choice a value stands for; undefined when it is not known, or not to be understood. */
export function choicesIn(value: Value): readonly string[] | undefined {
	if (value.type === "string") return [value.value];
	if (value.type !== "table" || value.open) return undefined;
	const values = [...value.fields.values()].map((field) => field.value);
	const names = values.flatMap((one) => (one.type === "string" ? [one.value] : []));
	return names.length === values.length ? names : undefined;
}

/** Chooses the module by the option and takes it out of the list; nothing where one of the two cannot be done, or would not reach every host. */
export function chooseInstead({ scope, name, provider, hosts }: ListedProvider, option: string): Change[] {
	const value = scope.value(option);
	if (value && value.type !== "string") return [];
	if (scope.kind === "global" && hosts.some((host) => host !== scope && host.own.has(option))) return [];
	const set = setOption(scope, option, provider);
	const taken = removeModule(scope, name);
	return set.length > 0 && taken.length > 0 ? [...set, ...taken] : [];
}
