import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "utf8-bom",
	title: t("A byte order mark at the start of the file"),
	message: () =>
		t(
			"The file begins with an invisible byte order mark, as Windows editors write it: Prosody stumbles over it and refuses the whole file.",
		),
	fix: () => t("Remove the byte order mark"),
});
