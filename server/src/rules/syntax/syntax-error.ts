import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "syntax-error",
	title: t("Prosody cannot read the file"),
	message(detail) {
		const { reason, token = "", name } = detail;
		switch (reason) {
			case "missing-value":
				return name
					? t("Nothing stands behind {0} =: a value is missing, and Prosody refuses the whole file.", name)
					: t('Something is missing behind "{0}", and Prosody refuses the whole file.', token);
			case "missing-name":
				return token === "Include"
					? t("Include needs a file name in quotes; without one Prosody refuses the whole file.")
					: t("{0} needs a host name in quotes; without one Prosody refuses the whole file.", token);
			case "missing-end":
				return t(
					'The block that begins here with "{0}" is never closed: its "{1}" is missing, and Prosody refuses the whole file.',
					detail.opener ?? token,
					detail.closer ?? "end",
				);
			case "unclosed-comment":
				return t("This comment is never closed with ]], so Prosody refuses the file; nothing below this place counts.");
			case "behind-return":
				return t('Nothing may stand below "return" at the end of a file: Prosody refuses the whole file.');
			case "nested-too-deeply":
				return t("This is nested more than {0} levels deep, which Lua does not allow.", detail.limit ?? "");
			case "unfinished":
				return detail.expected && !detail.expected.startsWith("<")
					? t('The line is not finished: "{0}" is missing, and Prosody refuses the whole file.', detail.expected)
					: t("The line is not finished, and Prosody refuses the whole file.");
			default:
				return detail.expected && !detail.expected.startsWith("<")
					? t(
							'Prosody stops reading at "{0}", where it expects "{1}", and refuses the whole file.',
							token,
							detail.expected,
						)
					: t('Prosody stops reading at "{0}", which makes no sense to it here, and refuses the whole file.', token);
		}
	},
});
