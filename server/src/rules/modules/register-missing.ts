import type { Scope } from "../../config/model.ts";
import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { flag, globalAnchor, isJitsi, isLocalName } from "../facts.ts";
import { hasOwnAccounts, listsWithout } from "../module-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "register-missing",
	local: "in-place",
	title: t("Accounts whose owners cannot change their password"),
	severity: { personal: "hint", public: "warning" },
	absence: true,
	modules: ["register", "user_account_management"],
	check(context, report) {
		if (isJitsi(context.config)) return;
		for (const { scope, hosts: lacking } of withoutRegister(context)) {
			const at = scope.own.get("modules_enabled")?.at.nameSpan ?? globalAnchor(context.config);
			if (!at) continue;
			report({
				at,
				message: t(
					'Nobody on {0} can change their password or delete their account: "register" is not loaded.',
					hostNames(lacking),
				),
				fixes: [
					suggested(t("Let people change their password and delete their account"), () => addModule(scope, "register")),
				],
			});
		}
	},
});

/** Other modules with which people manage their account. */
const INSTEAD = ["user_account_management", "adhoc_account_management", "password_reset"];

const withoutRegister = listsWithout("register", hasNoSelfService);

function hasNoSelfService(host: Scope): boolean {
	const { modules } = host;
	if (!hasOwnAccounts(host) || isLocalName(host.name) || modules.has("saslauth") !== true) return false;
	// Where it is set, the module would open registration.
	if (flag(host, "allow_registration", false) !== false) return false;
	const direct = modules.loaded.get("register_ibr");
	// register-ibr-direct asks for it.
	if (direct && direct.because !== "dependency") return false;
	return INSTEAD.every((name) => modules.has(name) === false);
}
