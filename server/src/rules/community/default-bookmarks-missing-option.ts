import { removeModule, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { loadedOn } from "../public-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "default-bookmarks-missing-option",
	local: "or-global",
	title: t("Bookmarks for newcomers that are not set"),
	severity: "warning",
	absence: true,
	modules: ["default_bookmarks"],
	check({ hosts, components }, report) {
		const rooms = components.filter(({ module }) => module === "muc");
		for (const { at, scope, hosts: of } of loadedOn(hosts, "default_bookmarks")) {
			if (!of.every((host) => host.isUnset("default_bookmarks"))) continue;
			// The one that goes with the host, else the first.
			const component = rooms.find(({ name }) => of.some((host) => name.endsWith(`.${host.name}`))) ?? rooms[0];
			const jid = `support@${component?.name}`;
			const add = suggested(
				t("Give newcomers the room {0}", jid),
				() => setOption(scope, "default_bookmarks", [{ jid, name: "Support", autojoin: true }]),
				t("Create the room {0} with your own client first.", jid),
			);
			const remove = suggested(t("Take the module out, as it does nothing"), () =>
				removeModule(scope, "default_bookmarks"),
			);
			report({
				at,
				message: t(
					'Newcomers get no bookmarks: the module is loaded, but "default_bookmarks" does not say which rooms they shall find.',
				),
				fixes: component ? [add, remove] : [remove],
			});
		}
	},
});
