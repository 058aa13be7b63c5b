import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "template-placeholder",
	title: t("The file is a template"),
	severity: "information",
	message: ({ word = "" }) =>
		t(
			"This file is a template: another program fills in {0} before Prosody reads it. What that will be is not known here, so only the rest is checked.",
			word,
		),
});
