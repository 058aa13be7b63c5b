import { nameprep } from "../../config/host-name.ts";
import type { Configuration } from "../../config/model.ts";
import type { StringValue, Value } from "../../config/value.ts";
import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { whole } from "../facts.ts";
import { type Fix, type Report, rule, safe, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

export default rule({
	id: "default-bookmarks-bad-jid",
	local: "in-place",
	title: t("A bookmark for newcomers that leads nowhere"),
	severity: "warning",
	modules: ["default_bookmarks"],
	check({ config }, report) {
		for (const { scope, value: list } of settingsNamed(config, "default_bookmarks")) {
			if (scope.kind === "Component" || (scope.kind === "VirtualHost" && !scope.enabled)) continue;
			for (const item of list.type === "table" ? list.items : []) {
				const finding = withoutAddress(item) ?? badAddress(item, config);
				if (finding) report(finding);
			}
		}
	},
});

function withoutAddress(item: Value): Report | undefined {
	if (item.type !== "table" || item.open || item.fields.has("jid")) return undefined;
	return {
		at: item.span,
		message: t('This bookmark has no address: write jid = "room@…" with the address of the room.'),
	};
}

function badAddress(item: Value, config: Configuration): Report | undefined {
	const value = item.type === "table" ? item.fields.get("jid")?.value : item;
	if (value?.type !== "string") return undefined;
	const fix = (to: string): Fix[] => (value.literal ? [safe(t("Write {0}", to), () => replaceValue(value, to))] : []);
	const clean = cleaned(value);
	const [, room, host] = /^([^@/\s:"&'<>]+)@([^@/\s:]+)$/.exec(clean) ?? [];
	const domain = host && nameprep(host);
	if (!room || !domain) {
		return {
			at: value.span,
			message: t('"{0}" is not the address of a room: that reads room@rooms.example.org.', value.value),
		};
	}
	if (clean !== value.value) {
		return {
			at: value.span,
			message: t('Clients cannot join "{0}": a bookmark is the plain address of a room.', value.value),
			fixes: fix(clean),
		};
	}
	return isElsewhere(domain, config) ? { at: value.span, ...strayRoom(value, room, domain, config) } : undefined;
}

/** Without the scheme and what is behind the ? of a link, and without a nickname. */
function cleaned({ value }: StringValue): string {
	return value
		.trim()
		.replace(/^xmpp:(\/\/)?/i, "")
		.replace(/[?/].*$/, "");
}

/** True when the host of a room is one of this server's, or below one, and yet none that has rooms. Rooms of other servers are fine. */
function isElsewhere(domain: string, config: Configuration): boolean {
	const found = config.host(domain);
	if (found) return found.kind === "VirtualHost";
	return config.whole && whole(config).virtualHosts.some(({ name }) => domain.endsWith(`.${name}`));
}

function strayRoom(value: StringValue, room: string, domain: string, config: Configuration): Omit<Report, "at"> {
	const all = whole(config);
	const rooms = all.components.filter(({ module }) => module === "muc");
	const near = rooms.filter(({ name }) =>
		all.virtualHosts.some((host) => name.endsWith(`.${host.name}`) && domain.endsWith(host.name)),
	);
	const [only] = near;
	const address = `${room}@${only?.name}`;
	const isHost = config.host(domain) !== undefined;
	return {
		severity: isHost ? "warning" : "hint",
		message: isHost
			? t("There are no rooms on {0}: it is the host of the accounts. Rooms are on a Component.", domain)
			: t("There is no {0} on this server, so newcomers may not find the room {1}.", domain, value.value),
		fixes:
			only && near.length === 1 && value.literal
				? [suggested(t("Write {0}", address), () => replaceValue(value, address))]
				: [],
	};
}
