import type { Inclusion } from "../../config/model.ts";
import type { FileSystem } from "../../file-system.ts";
import { t } from "../../l10n.ts";
import { enumerate } from "../facts.ts";
import { rule } from "../rule.ts";

/** More names than these make no better message. */
const MOST_NAMES = 3;

export default rule({
	id: "include-empty-glob",
	local: "or-global",
	title: t("An Include that no file matches"),
	severity: "hint",
	links: ["https://prosody.im/doc/configure#including_other_files"],
	check({ config, files }, report) {
		const seen = new Set<string>();
		for (const inclusion of config.includes) {
			const at = inclusion.argument ?? inclusion.at;
			const place = `${at.file} ${at.start}`;
			const { outcome, wildcard, path } = inclusion;
			if (outcome !== "empty" || !wildcard || path === undefined || seen.has(place)) continue;
			seen.add(place);
			const others = files ? passedOver(inclusion, files) : [];
			report({
				at,
				message:
					others.length > 0
						? t("No file matches {0}, so this brings nothing. The folder holds {1}.", path, enumerate(others))
						: t("No file matches {0} at the moment, so this brings nothing.", path),
			});
		}
	},
});

/** Files that look like configuration, under names that do not match. */
function passedOver({ target }: Inclusion, files: FileSystem): string[] {
	const names = target === undefined ? "unknown" : files.list(target);
	if (typeof names === "string") return [];
	const like = names.filter((name) => !name.startsWith(".") && /\.(?:lua|cfg|conf)\b/.test(name)).sort();
	return like.length > MOST_NAMES ? [...like.slice(0, MOST_NAMES), t("{0} more", like.length - MOST_NAMES)] : like;
}
