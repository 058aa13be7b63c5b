import { t } from "../../l10n.ts";
import { type Listener, listeners, meet } from "../port-facts.ts";
import { rule } from "../rule.ts";

export default rule({
	id: "port-collision",
	title: t("Two services on one port"),
	severity: "error",
	links: ["https://prosody.im/doc/ports"],
	check({ config, catalog, series }, report) {
		if (!setsPorts(config.global.own.keys())) return;
		const all = listeners(config, catalog, series);
		for (const [index, one] of all.entries()) {
			for (const other of all.slice(index + 1)) {
				const shared = meet(one, other) ? sharedPort(one, other) : undefined;
				if (!shared) continue;
				const [loser, winner] = shared.at === one ? [one, other] : [other, one];
				report({
					at: shared.span,
					message: t(
						"Port {0} is taken twice: by {1} and by {2}. Only the first one to start gets it, the other one cannot be reached.",
						shared.number,
						loser.title,
						winner.title,
					),
				});
			}
		}
	},
});

/** Without such an option, all have the ports they came with. */
function setsPorts(options: Iterable<string>): boolean {
	for (const option of options) if (/(?:^|_)ports$/.test(option)) return true;
	return false;
}

/** A port that both have, where at least one of them says so. */
function sharedPort(one: Listener, other: Listener) {
	for (const port of one.ports) {
		const twin = other.ports.find(({ number }) => number === port.number);
		if (!twin) continue;
		const [at, value] = twin.at ? [other, twin.at] : [one, port.at];
		if (value) return { number: port.number, at, span: value.span };
	}
	return undefined;
}
