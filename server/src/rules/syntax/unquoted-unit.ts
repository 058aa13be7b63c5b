import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "unquoted-unit",
	title: t("A number with a unit but without quotes"),
	message: ({ word = "", instead = "" }) =>
		instead.startsWith('"')
			? t(
					"{0} is a number with a unit behind it: without quotes Prosody cannot read it and refuses the whole file.",
					word,
				)
			: t("{0} is no number to Prosody, which wants sizes in bytes: it refuses the whole file.", word),
	fix: ({ instead = "" }) => t("Write {0}", instead),
});
