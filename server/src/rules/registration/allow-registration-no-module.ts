import { addModule, removeAssignment } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { flag } from "../facts.ts";
import { onceAlike } from "../once.ts";
import { disabledAt, hostNames, settingsOf } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";
import { isAnySet } from "../settings.ts";

export default rule({
	id: "allow-registration-no-module",
	local: "or-global",
	title: t("allow_registration without the module that looks at it"),
	severity: "warning",
	absence: true,
	modules: ["register"],
	check({ config, hosts }, report) {
		if (!isAnySet(config, "allow_registration")) return;
		for (const { setting, hosts: of } of settingsOf(hosts, "allow_registration")) {
			// One host with the module is enough for a global setting to make sense.
			const idle = of.every(({ modules }) => lacksReaders(modules));
			const isOff = of.some((host) => READERS.some((module) => disabledAt(host, module).length > 0));
			if (!idle || flag(setting.scope, "allow_registration", false) !== true) continue;
			const load = () => addModule(setting.scope, "register");
			report({
				at: setting.at.statement,
				message: t(
					'Nobody can register on {0}: allow_registration has no effect without the module "register".',
					hostNames(of),
				),
				fixes: [
					...(isOff ? [] : [suggested(t('Load "register", so that anyone can register'), load)]),
					suggested(t("Take allow_registration out"), () => removeAssignment(setting.at)),
				],
			});
		}
	},
});

/** The modules that look at it, or that let people register without it. */
const READERS = [
	"register",
	"register_ibr",
	"invites_register",
	"register_web",
	"register_json",
	"captcha_registration",
];

const lacksReaders = onceAlike((modules) => READERS.every((module) => modules.has(module) === false));
