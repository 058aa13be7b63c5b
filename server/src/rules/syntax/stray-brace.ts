import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "stray-brace",
	title: t("A closing bracket that closes nothing"),
	message: ({ brace = "", missing }) =>
		missing
			? t(
					'This "{0}" closes nothing: the "{1}" that belongs to it is missing, and Prosody refuses the whole file.',
					brace,
					missing,
				)
			: t('This "{0}" closes nothing, so Prosody refuses the whole file.', brace),
	fix: ({ brace = "", missing }) => (missing ? t('Add the missing "{0}"', missing) : t('Remove the "{0}"', brace)),
});
