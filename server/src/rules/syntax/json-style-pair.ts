import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "json-style-pair",
	title: t("A name and a value written as in JSON or YAML"),
	message: ({ key = "", instead = "", sign }) =>
		sign === "["
			? t('Lists stand in "{ }" here, not in "[ ]" as in JSON: Prosody refuses the whole file.')
			: t(
					'A name and its value are written "{0}" here, not "{1}" as in JSON or YAML: Prosody refuses the whole file.',
					instead,
					sign === ":" ? `${key}:` : `${key} =`,
				),
	fix: ({ instead = "", sign }) => (sign === "[" ? t('Write "{ }"') : t('Write "{0}"', instead)),
});
