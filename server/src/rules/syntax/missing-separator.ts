import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "missing-separator",
	title: t("Two entries without a separator between them"),
	message: ({ separator = "", before = "", after = "" }) =>
		t('There is no "{0}" between {1} and {2}, so Prosody refuses the whole file.', separator, before, after),
	fix: ({ separator = "", before = "" }) => t('Put a "{0}" behind {1}', separator, before),
});
