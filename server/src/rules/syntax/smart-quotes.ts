import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "smart-quotes",
	title: t("Typographic quotes"),
	message: ({ open = "", close = "", instead = "" }) =>
		t(
			"Prosody does not know the quotes {0} {1}, which web pages and word processors make of {2}, and refuses the whole file.",
			open,
			close,
			instead,
		),
	fix: ({ instead = "" }) => t("Write plain quotes ({0})", instead),
});
