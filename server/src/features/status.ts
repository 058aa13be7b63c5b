/** prosody/status: how a configuration is read, for a status line. */
import type { Series } from "../config/version.ts";
import type { Snapshot } from "../engine.ts";
import type { Profile } from "../rules/rule.ts";

export interface Status {
	readonly uri: string;
	readonly profile: Profile;
	/** True when nobody chose it. */
	readonly profileAuto: boolean;
	readonly series: Series;
	/** True when neither the settings nor the file say which series it is for. */
	readonly assumed: boolean;
	/** How many findings are errors. */
	readonly errors: number;
	/** VirtualHosts and Components. */
	readonly hosts: number;
}

export function statusOf(snapshot: Snapshot): Status {
	const { config, settings, uri } = snapshot;
	return {
		uri,
		profile: snapshot.profile,
		profileAuto: settings.profile === "auto",
		series: config.version.series,
		assumed: config.version.assumed,
		errors: snapshot.findings.filter(({ severity }) => severity === "error").length,
		hosts: config.hosts.length,
	};
}
