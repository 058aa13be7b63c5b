/** The lists inside core/modulemanager.lua. */
import { atLeast, type Series } from "../version.ts";

const AUTOLOADED: ReadonlySet<string> = new Set([
	"presence",
	"message",
	"iq",
	"offline",
	"c2s",
	"s2s",
	"s2s_auth_certs",
]);
/** Up to 0.12 also the platform's own; we take it for granted that this is not Windows. */
const EARLY_AUTOLOADED: ReadonlySet<string> = new Set(["posix", ...AUTOLOADED]);

const EARLY_INHERITABLE: ReadonlySet<string> = new Set(["tls", "saslauth", "dialback", "iq", "s2s"]);
const INHERITABLE: ReadonlySet<string> = new Set([...EARLY_INHERITABLE, "s2s_bidi", "smacks", "server_contact_info"]);

/** Loaded without being listed. */
export function autoloaded(series: Series): ReadonlySet<string> {
	return atLeast(series, "13.0") ? AUTOLOADED : EARLY_AUTOLOADED;
}

/** What a Component takes over from the autoloaded modules and the global list. */
export function inheritable(series: Series): ReadonlySet<string> {
	return atLeast(series, "0.12") ? INHERITABLE : EARLY_INHERITABLE;
}

/** One module that gives way to another when both are there. */
export interface Conflict {
	readonly module: string;
	readonly to: string;
	/** True when the other one comes in its stead even if nobody lists that. */
	readonly renamed?: boolean;
}

const CONFLICTS: readonly Conflict[] = [{ module: "vcard", to: "vcard_legacy" }];
const EARLY_CONFLICTS: readonly Conflict[] = [{ module: "console", to: "admin_telnet", renamed: true }, ...CONFLICTS];

/** In the order they are settled. */
export function conflicts(series: Series): readonly Conflict[] {
	return atLeast(series, "0.12") ? CONFLICTS : EARLY_CONFLICTS;
}
