import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "unclosed-brace",
	title: t("An opening bracket without its closing one"),
	message: ({ opener = "", closer = "" }) =>
		t(
			'This "{0}" is never closed. Prosody takes everything below for a part of it and refuses the whole file; a "{1}" is missing.',
			opener,
			closer,
		),
	fix: ({ closer = "" }) => t('Add the missing "{0}"', closer),
});
