import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "foreign-comment",
	title: t("A comment that does not begin with --"),
	message: ({ marker }) =>
		marker
			? t('Comments begin with "--" in this file, not with "{0}"; Prosody refuses the whole file.', marker)
			: t('This reads like a note but does not begin with "--", so Prosody refuses the whole file.'),
	fix: () => t('Make it a comment with "--"'),
});
