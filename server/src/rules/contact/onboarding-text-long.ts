import { t } from "../../l10n.ts";
import { rule } from "../rule.ts";

/** What fits on the screen of a phone. */
const LIMIT = 600;

const TEXTS = [
	{ option: "welcome_message", module: "welcome" },
	{ option: "registration_instructions", module: "register_ibr" },
];

export default rule({
	id: "onboarding-text-long",
	local: "or-global",
	title: t("A text for newcomers that is too long to be read"),
	severity: "hint",
	modules: ["welcome", "register_ibr"],
	check({ config, hosts }, report) {
		for (const scope of [config.global, ...hosts]) {
			for (const { option, module } of TEXTS) {
				const value = scope.own.get(option)?.value;
				if (value?.type !== "string" || value.value.length <= LIMIT) continue;
				const used = hosts.some((host) => host.get(option)?.value === value && host.modules.has(module) !== false);
				if (!used) continue;
				report({
					at: value.span,
					message: t(
						"{0} characters do not fit on the screen of a phone, so few newcomers will read them. Say the most important and link to the rest.",
						value.value.length,
					),
				});
			}
		}
	},
});
