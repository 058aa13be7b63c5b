import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "odd-whitespace",
	title: t("An invisible character that is no plain space"),
	message: ({ name, char = "", count = "1" }) =>
		count === "1"
			? t(
					"An invisible character stands here ({0}), probably copied from a web page: Prosody refuses the whole file.",
					shown(name, char),
				)
			: t(
					"{0} invisible characters stand on this line ({1}), probably copied from a web page: Prosody refuses the whole file.",
					count,
					shown(name, char),
				),
	fix: ({ count = "1" }) =>
		count === "1" ? t("Replace it with what Prosody can read") : t("Replace them with what Prosody can read"),
});

function shown(name: string | undefined, char: string): string {
	return name ? `${name}, ${char}` : char;
}
