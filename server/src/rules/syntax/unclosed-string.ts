import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "unclosed-string",
	title: t("A text that lacks one of its quotes"),
	message({ quote = "", missing }) {
		switch (missing) {
			case "opening":
				return t("The {0} in front of this text is missing, so Prosody refuses the whole file.", quote);
			case "none":
				return t("There is one {0} too many here, so Prosody refuses the whole file.", quote);
			default:
				return t("This text begins with {0} and never ends, so Prosody refuses the whole file.", quote);
		}
	},
	fix({ quote = "", missing }) {
		if (missing === "none") return t("Remove the {0}", quote);
		return missing === "opening" ? t("Put {0} in front of it", quote) : t("Close it with {0}", closerOf(quote));
	},
});

function closerOf(quote: string): string {
	return quote === "[[" ? "]]" : quote;
}
