import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "ambiguous-call",
	title: t("A line that begins with a bracket continues the line above"),
	severity: "warning",
	message: ({ before = "" }) =>
		t(
			'Lua takes this "(" for the continuation of the line above: it calls {0} as a function. A ";" keeps the two apart.',
			before,
		),
	fix: ({ before = "" }) => t('Put a ";" behind {0}', before),
});
