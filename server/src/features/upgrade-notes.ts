/** What a newer Prosody does in another way although nothing in the configuration is wrong (CHANGES, plugins/muc of 0.12 and 13.0). */
import type { Configuration, Scope } from "../config/model.ts";
import { atLeast } from "../config/version.ts";
import { t } from "../l10n.ts";

/** In words, for those parts of the configuration that it concerns. */
export function changedBehaviour(before: Configuration, after: Configuration): string[] {
	const from = before.version;
	if (!atLeast(after.version.series, "13.0") || (!from.assumed && atLeast(from.series, "13.0"))) return [];
	const rooms = after.components.filter(({ module }) => module === "muc");
	return rooms.flatMap((host) => ofRooms(host));
}

function ofRooms(host: Scope): string[] {
	const owners = t(
		"{0}: admins are no longer owners of every room. component_admins_as_room_owners = true keeps it as it was.",
		host.name,
	);
	const strangers = t(
		"{0}: people from other servers can still open rooms, but no longer make them permanent or show them in the list.",
		host.name,
	);
	return host.isUnset("component_admins_as_room_owners") ? [owners, strangers] : [strangers];
}
