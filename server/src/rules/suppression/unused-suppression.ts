import { t } from "../../l10n.ts";
import { rule } from "../rule.ts";

/** Found by `rules/unused.ts` once all other rules have run; here is what it is called and how much it weighs. */
export default rule({
	id: "unused-suppression",
	title: t("A comment silences a finding that is not there"),
	severity: "information",
	check() {},
});
