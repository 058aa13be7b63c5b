/** What is set, by the name of the option: a rule asks once a name whether it has anything to say of it, and not once a host. */
import type { Configuration, Scope, Setting } from "../config/model.ts";
import { EVERYTHING, noteRead, unwatched } from "../config/reads.ts";
import { ByName } from "./by-name.ts";

type Settings = ByName<Setting>;

/** Every edit but those of the global section itself leaves its scope as it is. */
const globally = new WeakMap<Scope, Settings>();
/** By the list of hosts that is shown; where it is the same, so is what they set. */
const onHosts = new WeakMap<readonly Scope[], Settings>();

function byOption(scopes: readonly Scope[]): Settings {
	const settings: Settings = new ByName();
	unwatched(() => {
		for (const { own } of scopes) for (const setting of own.values()) settings.add(setting.option, setting);
	});
	return settings;
}

function ofGlobal({ global }: Configuration): Settings {
	const settings = globally.get(global) ?? byOption([global]);
	globally.set(global, settings);
	return settings;
}

function ofHosts({ hosts }: Configuration): Settings {
	const settings = onHosts.get(hosts) ?? byOption(hosts);
	onHosts.set(hosts, settings);
	return settings;
}

/** Where a part is shown that has no global section, nothing is to be said of what is set there. */
function showsGlobal(config: Configuration): boolean {
	return unwatched(() => config.sections).some(({ scope }) => scope === config.global);
}

/** The settings of some options that are shown, the global one first, then host by host. */
export function settingsNamed(config: Configuration, ...options: readonly string[]): readonly Setting[] {
	for (const option of options) noteRead(option);
	const onHosts = ofHosts(config).named(options);
	return showsGlobal(config) ? joined(ofGlobal(config).named(options), onHosts) : onHosts;
}

/** Whether any of some options is set, globally or on a host that is shown: a rule that needs one of them has nothing to say where none is. */
export function isAnySet(config: Configuration, ...options: readonly string[]): boolean {
	for (const option of options) noteRead(option);
	const { global, hosts } = config;
	const isSetOn = ({ own }: Scope) => options.some((option) => own.has(option));
	// Not worth an index of all there is where nobody has made one.
	return unwatched(() => isSetOn(global) || (onHosts.get(hosts)?.isAny(options) ?? hosts.some(isSetOn)));
}

/**
 * The settings that are shown of those options whose names a condition holds for, the global ones first, then host by host.
 * @param holds asked once a name
 */
export function settingsWhere(config: Configuration, holds: (option: string) => boolean): readonly Setting[] {
	noteRead(EVERYTHING);
	const onHosts = ofHosts(config).where(holds);
	return showsGlobal(config) ? joined(ofGlobal(config).where(holds), onHosts) : onHosts;
}

/** The same without the global ones. */
export function hostSettingsWhere(config: Configuration, holds: (option: string) => boolean): readonly Setting[] {
	noteRead(EVERYTHING);
	return ofHosts(config).where(holds);
}

function joined(first: readonly Setting[], second: readonly Setting[]): readonly Setting[] {
	if (first.length === 0) return second;
	return second.length === 0 ? first : [...first, ...second];
}
