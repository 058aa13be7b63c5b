/** The two big fixes for a host where anyone can register: guard its registration, or close it to all but invited people. */
import type { Scope } from "../config/model.ts";
import { atLeast } from "../config/version.ts";
import type { Change } from "../edits/change.ts";
import {
	addField,
	addModules,
	removeAssignment,
	removeItem,
	renameOption,
	replaceValue,
	setOption,
} from "../edits/index.ts";
import { t } from "../l10n.ts";
import { flag, openRegistration } from "./facts.ts";
import { addressDomain } from "./public-facts.ts";
import { BANDWIDTH_LIMITS, SECONDS_BETWEEN_REGISTRATIONS } from "./recommended.ts";
import {
	disabledAt,
	type HalfThrottle,
	halfThrottleOf,
	hasNoThrottle,
	scopeOf,
	settingOf,
	throttleOf,
} from "./registration-facts.ts";
import { type Fix, type RuleContext, suggested } from "./rule.ts";

/** Something that a host with open registration should have and lacks. */
export interface Gap {
	/** What is missing, in a few words for a list. */
	readonly what: string;
	/** Modules to load, and the scope whose list they go to. */
	readonly modules: readonly string[];
	readonly scope: Scope;
	readonly changes?: () => readonly Change[];
	/** What is left to do outside of the file. */
	readonly afterwards?: string;
}

/** What the guidelines for public servers ask for and the host lacks for certain; nothing where registration is not known to be open. */
export function gapsOf(host: Scope, context: RuleContext): readonly Gap[] {
	const opening = openRegistration(host);
	if (!opening || context.config.fragment) return [];
	const scope = writableScope(scopeOf(opening, host));
	const throttle = opening.module === "register_json" ? undefined : throttleGap(host, scope, context);
	const modules = MODULE_GAPS.filter(({ module, since }) => {
		return lacks(host, module) && (!since || atLeast(context.series, since));
	}).map(
		({ module, what, afterwards }): Gap => ({
			what: what(),
			modules: [module],
			scope,
			afterwards: afterwards?.(host.name),
		}),
	);
	return [throttle, ...modules, limitsGap(host), contactGap(host, scope)].filter((gap) => gap !== undefined);
}

/** "Harden open registration": everything that {@link gapsOf} names, in one edit. */
export function hardenRegistration(host: Scope, context: RuleContext): Fix | undefined {
	const gaps = gapsOf(host, context);
	if (gaps.length === 0) return undefined;
	const changes = () => {
		const scopes = new Set(gaps.map(({ scope }) => scope));
		const loaded = [...scopes].flatMap((scope) => {
			return addModules(
				scope,
				gaps.flatMap((gap) => (gap.scope === scope ? gap.modules : [])),
			);
		});
		return joinInsertions([...loaded, ...gaps.flatMap((gap) => gap.changes?.() ?? [])]);
	};
	const then = gaps.flatMap((gap) => gap.afterwards ?? []).join("\n");
	return suggested(t("Harden open registration"), changes, then || undefined);
}

/** Statements that go to one place, with one blank line between them, not two. */
function joinInsertions(changes: readonly Change[]): Change[] {
	const joined: Change[] = [];
	for (const change of changes) {
		const index = joined.findIndex(({ file, start, end }) => {
			return file === change.file && start === change.start && end === change.end;
		});
		const before = joined[index];
		if (!before) {
			joined.push(change);
			continue;
		}
		// What takes the place of blanks brings its own line ends, before and behind.
		const ends = before.start < before.end ? /^\r?\n/ : /^(?:\r?\n){2}/;
		const text = ends.test(change.text) ? before.text.replace(/\r?\n$/, "") : before.text;
		joined[index] = { ...before, text: text + change.text };
	}
	return joined;
}

const MODULE_GAPS: readonly ModuleGap[] = [
	{
		module: "block_registrations",
		what: () => t("reserved names"),
		afterwards: () =>
			t(
				"Install the community module: {0}",
				"prosodyctl install --server=https://modules.prosody.im/rocks/ mod_block_registrations",
			),
	},
	{ module: "watchregistrations", what: () => t("sign-up notices") },
	{ module: "tombstones", since: "0.12", what: () => t("protection of deleted names") },
	{
		module: "mimicking",
		since: "0.12",
		what: () => t("a look-alike check"),
		afterwards: (host: string) =>
			t("Let mod_mimicking know the names that exist: {0}", `prosodyctl mod_mimicking bootstrap ${host}`),
	},
];

interface ModuleGap {
	readonly module: string;
	readonly since?: "0.12";
	readonly what: () => string;
	readonly afterwards?: (host: string) => string;
}

/** A module that is missing and that nobody switched off on purpose. */
function lacks(host: Scope, module: string): boolean {
	return host.modules.has(module) === false && disabledAt(host, module).length === 0;
}

/** A host whose options are fields of a table takes one new field at a time; several statements go to the global section. */
function writableScope(scope: Scope): Scope {
	const isTable = scope.kind !== "global" && scope.sections.every(({ form }) => form === "table");
	return isTable ? scope.config.global : scope;
}

function throttleGap(host: Scope, scope: Scope, { series }: RuleContext): Gap | undefined {
	const changes: (() => readonly Change[])[] = [];
	const throttle = throttleOf(host, series);
	const half = halfThrottleOf(host);
	if (hasNoThrottle(host)) {
		changes.push(() =>
			setOption(scope, "min_seconds_between_registrations", SECONDS_BETWEEN_REGISTRATIONS, {
				after: "allow_registration",
			}),
		);
	} else if (half) {
		changes.push(() => completeThrottle(half));
	} else if (throttle?.seconds !== undefined && throttle.seconds < 60 && throttle.setting.value.literal) {
		changes.push(() => replaceValue(throttle.setting.value, SECONDS_BETWEEN_REGISTRATIONS));
	}
	for (const { list, item } of host.modules.has("register_limits") === false
		? disabledAt(host, "register_limits")
		: []) {
		changes.push(() => removeItem(list, item));
	}
	if (changes.length === 0) return undefined;
	return { what: t("a limit per address"), modules: [], scope, changes: () => changes.flatMap((make) => make()) };
}

/** Adds the half that a throttle lacks: an hour to count in, or one registration in the time that is set. */
export function completeThrottle({ setting, missing }: HalfThrottle): readonly Change[] {
	const value = missing === "registration_throttle_max" ? 1 : SECONDS_BETWEEN_REGISTRATIONS;
	return setOption(setting.scope, missing, value, { after: setting.option });
}

function limitsGap(host: Scope): Gap | undefined {
	const { global } = host.config;
	if (!lacks(global, "limits")) return undefined;
	const changes = () => (global.isUnset("limits") ? setOption(global, "limits", BANDWIDTH_LIMITS) : []);
	return { what: t("bandwidth limits"), modules: ["limits"], scope: global, changes };
}

function contactGap(host: Scope, scope: Scope): Gap | undefined {
	const info = settingOf(host, "contact_info");
	const modules = lacks(host, "server_contact_info") ? ["server_contact_info"] : [];
	const table = info?.value.type === "table" && info.value.literal && !info.value.open ? info.value : undefined;
	const isMissing = !info || (table !== undefined && !table.fields.has("abuse"));
	if (!isMissing && modules.length === 0) return undefined;
	const domain = addressDomain([host]);
	// Nobody can write to an address at a name that only the local network knows.
	if (isMissing && !domain) return undefined;
	const address = `abuse@${domain}`;
	const abuse = [`mailto:${address}`, `xmpp:${address}`];
	const changes = () => {
		if (!isMissing) return [];
		return table ? addField(table, "abuse", abuse) : setOption(scope, "contact_info", { abuse });
	};
	const afterwards = isMissing
		? t("See to it that mail to {0} is read, and create the account: {1}", address, `prosodyctl adduser ${address}`)
		: undefined;
	return { what: t("an abuse address"), modules, scope, changes, afterwards };
}

/**
 * "Switch to invitations": whoever wants an account needs an invitation. Undefined before 0.12, which has none,
 * and where a web page creates accounts without asking for one.
 */
export function switchToInvitations(host: Scope, context: RuleContext): Fix | undefined {
	const opening = openRegistration(host);
	if (!opening || opening.module === "register_json" || !atLeast(context.series, "0.12")) return undefined;
	const then = atLeast(context.series, "13.0")
		? `prosodyctl shell invite create_account NAME@${host.name}`
		: `prosodyctl mod_invites generate ${host.name}`;
	return suggested(
		t("Switch to invitations"),
		() => {
			const only = askForInvitation(host, scopeOf(opening, host));
			const loaded = loadInvitations(host, scopeOf(opening, host));
			// Without it, invited people would get an error.
			const half = halfThrottleOf(host);
			const limit = half?.missing === "registration_throttle_period" ? completeThrottle(half) : [];
			return only && loaded ? [...only, ...loaded, ...limit] : [];
		},
		t("Make an invitation: {0}", then),
	);
}

/**
 * Writes `registration_invite_only = true`, although it is the default: `prosodyctl check config` of 0.12 goes by what is written.
 * It takes the place of `allow_registration` where it can. Undefined when it cannot be written.
 */
function askForInvitation(host: Scope, scope: Scope): readonly Change[] | undefined {
	const allow = settingOf(host, "allow_registration");
	const only = settingOf(host, "registration_invite_only");
	const line = allow?.assignments.length === 1 && !allow.at.conditional ? allow.at : undefined;
	if (only) {
		if (flag(host, "registration_invite_only", true) === true) return [];
		const changed = setOption(only.scope, "registration_invite_only", true);
		return changed.length > 0 ? [...changed, ...(line ? removeAssignment(line) : [])] : undefined;
	}
	const renamed = line?.value.literal ? renameOption(line, "registration_invite_only") : [];
	if (line && renamed.length > 0) return [...renamed, ...replaceValue(line.value, true)];
	const added = setOption(scope, "registration_invite_only", true, { after: "allow_registration" });
	return added.length > 0 ? added : undefined;
}

const INVITATIONS = ["invites", "invites_adhoc", "invites_register"];

/** Loads the modules for invitations; the first one takes the place of register_ibr where that is listed. Undefined when the list cannot be edited. */
function loadInvitations(host: Scope, scope: Scope): readonly Change[] | undefined {
	const { loaded } = host.modules;
	const isListed = (module: string): boolean => loaded.get(module)?.at !== undefined;
	const modules = INVITATIONS.filter((module) => !isListed(module));
	// It came along with allow_registration.
	if (loaded.get("watchregistrations")?.because === "dependency") modules.push("watchregistrations");
	const list = scope.own.get("modules_enabled")?.value;
	const direct =
		list?.type === "table" ? list.items.filter((item) => item.type === "string" && item.value === "register_ibr") : [];
	const [item] = direct;
	const replaces = item?.literal && direct.length === 1;
	if (replaces && !isListed("register")) modules.unshift("register");
	const [first, ...rest] = modules;
	const added = addModules(scope, replaces ? rest : modules);
	if (added.length === 0 && (replaces ? rest : modules).length > 0) return undefined;
	if (!replaces || list?.type !== "table") return added;
	return first ? [...replaceValue(item, first), ...added] : removeItem(list, item);
}
