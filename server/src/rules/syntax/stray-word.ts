import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "stray-word",
	title: t("A lone word that means nothing"),
	message: ({ word = "" }) =>
		t(
			'"{0}" alone means nothing to Prosody, which refuses the whole file. It may have slipped in while editing.',
			word,
		),
	fix: ({ word = "" }) => t('Remove "{0}"', word),
});
