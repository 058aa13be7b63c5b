import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "backslash-path",
	title: t("A backslash that Lua cannot read"),
	message: ({ escape: sequence = "\\", instead }) =>
		instead === "/"
			? t(
					'In quotes a backslash begins a special sign, and "{0}" is none: Prosody refuses the whole file. Paths work with "/", on Windows too.',
					sequence,
				)
			: t(
					'In quotes a backslash begins a special sign, and "{0}" is none: Prosody refuses the whole file. Written twice it stands for itself.',
					sequence,
				),
	fix: ({ instead }) => (instead === "/" ? t('Write the path with "/"') : t("Double the backslash")),
});
