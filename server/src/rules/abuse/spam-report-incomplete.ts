import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { installNote, lacksModule, loadedOn } from "../public-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

/** Modules that do something with a report. */
const READERS = /^(watch_spam_reports|spam_report_forwarder|firewall|anti_spam)$|report_(?!ing$)|_reports?$/;

export default rule({
	id: "spam-report-incomplete",
	local: "or-global",
	title: t("Spam reports of users reach nobody"),
	severity: "hint",
	absence: true,
	modules: ["spam_reporting", "watch_spam_reports"],
	check({ hosts, series }, report) {
		for (const { at, scope, hosts: reporting } of loadedOn(hosts, "spam_reporting")) {
			const unread = reporting.filter((host) => {
				const read = [...host.modules.loaded.keys()].some((name) => READERS.test(name));
				return !read && lacksModule(host, "watch_spam_reports");
			});
			if (unread.length === 0) continue;
			report({
				at,
				message: t(
					"Users of {0} can report spam, but their reports only end up in the log: no admin is told.",
					hostNames(unread),
				),
				fixes: [
					suggested(
						t("Send the reports to the admins"),
						() => addModule(scope, "watch_spam_reports"),
						installNote(series, "watch_spam_reports"),
					),
				],
			});
		}
	},
});
