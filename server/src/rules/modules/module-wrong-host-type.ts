import type { Configuration, Scope } from "../../config/model.ts";
import type { Change } from "../../edits/change.ts";
import { addModule, appendStatement, removeModule, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { components, isLocalName, whole } from "../facts.ts";
import { disabledIn, isComponentOnly, type ListedModule, listedModules, servesRooms } from "../module-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { type Fix, type Report, type RuleContext, rule, safe, suggested } from "../rule.ts";

export default rule({
	id: "module-wrong-host-type",
	local: "in-place",
	title: t("A module on a kind of host where it does not work"),
	severity: "warning",
	links: ["https://prosody.im/doc/components"],
	check(context, report) {
		for (const listed of listedModules(context.config).where((name) => isForSome(name, context))) {
			const { scope, item, name } = listed;
			if (disabledIn(scope, name)) continue;
			const found = scope.kind === "Component" ? onComponent(listed, context) : onVirtualHosts(listed, context);
			if (found) report({ at: item.span, ...found });
		}
	},
});

/** False for modules that can be listed anywhere. */
function isForSome(name: string, { catalog, series }: RuleContext): boolean {
	return name === "ping_muc" || name === "mam" || isComponentOnly(name) || servesRooms(name, catalog, series);
}

type Found = Omit<Report, "at">;

function onVirtualHosts(listed: ListedModule, context: RuleContext): Found | undefined {
	const { scope, name } = listed;
	const { config, catalog, series } = context;
	if (servesRooms(name, catalog, series)) return roomModule(listed, context);
	if (!isComponentOnly(name)) return undefined;
	const its = componentsWith(name, config);
	// module-global-and-component says it.
	if (scope.kind === "global" && its.length > 0) return undefined;
	const remove = () => removeModule(scope, name);
	if (name === "component") {
		return {
			message: t(
				'"component" fails to load here: it is for services outside of Prosody, and every Component line without a module loads it by itself.',
			),
			fixes: [safe(t('Take "{0}" out', name), remove)],
		};
	}
	if (its.length > 0) {
		return {
			message: t(
				'"{0}" fails to load on {1}: it works in a Component only, and {2} is one.',
				name,
				scope.name,
				hostNames(its),
			),
			fixes: [safe(t('Take "{0}" out', name), remove)],
		};
	}
	return {
		message:
			name === "muc"
				? t('There are no chat rooms this way: "muc" fails to load on a VirtualHost, it needs a Component of its own.')
				: t('"{0}" fails to load on a VirtualHost: it needs a Component of its own.', name),
		fixes: [...(name === "muc" ? openRooms(scope, context) : []), suggested(t('Take "{0}" out', name), remove)],
	};
}

/** A Component for the rooms of the only VirtualHost there is to think of. */
function openRooms(scope: Scope, { config }: RuleContext): Fix[] {
	const hostsInQuestion = scope.kind === "global" ? whole(config).virtualHosts : [scope];
	const [host] = hostsInQuestion;
	if (!config.whole || !host || hostsInQuestion.length > 1) return [];
	const name = `conference.${host.name}`;
	if (config.host(name)) return [];
	return [
		suggested(
			t("Give the rooms a Component: {0}", name),
			() => [...removeModule(scope, "muc"), ...appendStatement(host, `Component "${name}" "muc"`)],
			isLocalName(host.name)
				? undefined
				: t("For people of other servers, point the name {0} to this server in DNS.", name),
		),
	];
}

/** A module for chat rooms, in the list of VirtualHosts. */
function roomModule(listed: ListedModule, context: RuleContext): Found {
	const { scope, name } = listed;
	const rooms = roomsFor(scope, context);
	const lacking = rooms.filter(({ modules }) => modules.has(name) === false);
	const message =
		rooms.length === 0
			? t('"{0}" does nothing here: it serves chat rooms, and belongs in the modules_enabled of their Component.', name)
			: scope.kind !== "global"
				? t(
						'"{0}" does nothing on {1}: it serves chat rooms, and those are on {2}.',
						name,
						scope.name,
						hostNames(rooms),
					)
				: lacking.length > 0
					? t(
							'"{0}" does not reach the rooms of {1}: Components do not take it over from the global list, they need it in their own.',
							name,
							hostNames(lacking),
						)
					: t(
							'"{0}" does nothing in the global list: it serves chat rooms, and {1} lists it already.',
							name,
							hostNames(rooms),
						);
	return { message, fixes: moves(listed, rooms, lacking) };
}

function moves({ scope, name }: ListedModule, rooms: readonly Scope[], lacking: readonly Scope[]): Fix[] {
	const remove = () => removeModule(scope, name);
	// What is not known of a Component may be that it has the module.
	const known = rooms.length > 0 && rooms.every(({ modules }) => modules.has(name) !== undefined);
	if (!known) return [suggested(t('Take "{0}" out', name), remove)];
	if (lacking.length === 0) return [safe(t('Take "{0}" out here', name), remove)];
	const move = (): Change[] => {
		const [taken, added] = [remove(), lacking.map((component) => addModule(component, name))];
		return taken.length > 0 && added.every((one) => one.length > 0) ? [...taken, ...added.flat()] : [];
	};
	return [
		suggested(t('Move "{0}" to {1}', name, hostNames(lacking)), move),
		suggested(t('Take "{0}" out', name), remove),
	];
}

/** The Components with chat rooms; for a VirtualHost those below its name, where there are any. */
function roomsFor(scope: Scope, { config }: RuleContext): readonly Scope[] {
	const rooms = componentsWith("muc", config);
	const below = rooms.filter(({ name }) => name.endsWith(`.${scope.name}`));
	return below.length > 0 ? below : rooms;
}

function componentsWith(module: string, config: Configuration): Scope[] {
	const hosts = [...components(config).values()].map(({ host }) => host);
	return hosts.filter((host) => host.module === module);
}

function onComponent(listed: ListedModule, context: RuleContext): Found | undefined {
	const { scope, name, item } = listed;
	const { catalog, series } = context;
	const remove = () => removeModule(scope, name);
	if (name === "ping_muc") {
		return {
			message: t(
				'"ping_muc" does nothing in a Component: it looks after the rooms that users join, so it belongs to their VirtualHost.',
			),
			fixes: [suggested(t('Take "{0}" out', name), remove)],
		};
	}
	if (name === "mam") {
		const rooms = scope.module === "muc";
		const twice = scope.modules.has("muc_mam");
		if (!rooms || twice) {
			return {
				message: t(
					'"mam" does nothing on {0}: it keeps the messages of accounts, and there are none in a Component.',
					scope.name,
				),
				fixes: [safe(t('Take "{0}" out', name), remove)],
			};
		}
		return {
			message: t(
				'"mam" keeps no history of the rooms on {0}: it is for accounts. For rooms it is "muc_mam".',
				scope.name,
			),
			fixes: [
				suggested(t('Load "muc_mam" instead'), () => (item.literal ? replaceValue(item, "muc_mam") : [])),
				suggested(t('Take "{0}" out', name), remove),
			],
		};
	}
	if (!isOtherService(scope, context) || !servesRooms(name, catalog, series)) return undefined;
	const rooms = roomsFor(scope, context);
	const lacking = rooms.filter(({ modules }) => modules.has(name) === false);
	return {
		message: t(
			'"{0}" is for chat rooms, and {1} is for "{2}": it belongs to a Component with "muc".',
			name,
			scope.name,
			scope.module!,
		),
		fixes: moves(listed, rooms, lacking),
	};
}

/** True for Components that are known to serve something else than chat rooms. */
function isOtherService({ module, modules }: Scope, { catalog, series }: RuleContext): boolean {
	const muc = modules.loaded.get("muc");
	if (!module || module === "component" || (muc && muc.because !== "dependency") || !modules.complete) return false;
	return catalog.module(module, series)?.loadedAs?.includes("component-module") ?? false;
}
