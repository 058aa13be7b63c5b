import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "stray-separator",
	title: t("A separator too many"),
	message: ({ separator = "", doubled }) =>
		doubled === "true"
			? t('There is one "{0}" too many: an entry is missing in between, and Prosody refuses the whole file.', separator)
			: t('No "{0}" may stand here, so Prosody refuses the whole file.', separator),
	fix: ({ separator = "" }) => t('Remove the "{0}"', separator),
});
