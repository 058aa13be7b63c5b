import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "ambiguous-call",
	title: t("A line that begins with a bracket continues the line above"),
	severity: "warning",
	message: () =>
		t(
			'Lua takes this "(" for a part of the line above and calls what stands there as a function. A ";" at its end keeps the two apart.',
		),
	fix: () => t('End the line above with ";"'),
});
