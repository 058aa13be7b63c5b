/**
 * What `prosodyctl check config` thinks of an option's name. Copied fact by fact from util/prosodyctl/check.lua
 * (0.12 and later) and prosodyctl (0.11), slips included, so that the extension and the command never disagree.
 */
import { atLeast, type Series } from "../config/version.ts";
import type { Catalog } from "./catalog.ts";

const GLOBAL_0_11 =
	"daemonize gc http_default_host limits log network_backend network_settings pidfile plugin_paths prosody_group " +
	"prosody_user prosodyctl_timeout statistics statistics_config statistics_interval umask use_ipv6 use_libevent";

const GLOBAL_0_12 =
	"access_control_allow_credentials access_control_allow_headers access_control_allow_methods access_control_max_age " +
	"admin_socket body_size_limit bosh_max_inactivity bosh_max_polling bosh_max_wait buffer_size_limit c2s_close_timeout " +
	"c2s_stanza_size_limit c2s_tcp_keepalives c2s_timeout component_stanza_size_limit component_tcp_keepalives " +
	"consider_bosh_secure consider_websocket_secure console_banner console_prettyprint_settings daemonize gc " +
	"http_default_host http_errors_always_show http_errors_default_message http_errors_detailed http_errors_messages " +
	"http_max_buffer_size http_max_content_size installer_plugin_path limits limits_resolution log multiplex_buffer_size " +
	"network_backend network_default_read_size network_settings openmetrics_allow_cidr openmetrics_allow_ips pidfile " +
	"plugin_paths plugin_server prosodyctl_timeout prosody_group prosody_user run_as_root s2s_close_timeout " +
	"s2s_insecure_domains s2s_require_encryption s2s_secure_auth s2s_secure_domains s2s_stanza_size_limit " +
	"s2s_tcp_keepalives s2s_timeout statistics statistics_config statistics_interval tcp_keepalives tls_profile " +
	"trusted_proxies umask use_dane use_ipv4 use_ipv6 websocket_frame_buffer_limit websocket_frame_fragment_limit " +
	"websocket_get_response_body websocket_get_response_text";

const OLD = new Set(GLOBAL_0_11.split(" "));
const NEW = new Set(GLOBAL_0_12.split(" "));

/** The names the check lists for a series, without the patterns. */
export function knownGlobals(series: Series): ReadonlySet<string> {
	return series === "0.11" ? OLD : NEW;
}

/**
 * True when the check asks to move the option from a host to the global section: a name on its list,
 * or one that looks like a port, an interface or TLS settings. The patterns also catch options of community modules
 * that are fine in a host (`smtp_port`); {@link isGlobalOnly} knows better where the catalog does.
 */
export function isKnownGlobal(option: string, series: Series): boolean {
	if (knownGlobals(series).has(option)) return true;
	if (series !== "0.11" && (option === "external_service_port" || option === "turn_external_port")) return false;
	return (
		option.startsWith("interface") ||
		/_ports?$/.test(option) ||
		/_interfaces?$/.test(option) ||
		(option.endsWith("_ssl") && option !== "c2s_ssl" && option !== "s2s_ssl")
	);
}

/** True when the option has no effect in a host: by the catalog where it knows the option, else by the check's list. */
export function isGlobalOnly(catalog: Catalog, option: string, series: Series): boolean {
	const entry = catalog.option(option);
	if (entry) return entry.scope.length === 1 && entry.scope[0] === "global";
	return isKnownGlobal(option, series);
}

export interface Advice {
	readonly kind: "obsolete" | "deprecated";
	readonly note: string;
	/** The option or module to use instead. */
	readonly use?: string;
}

/**
 * What the check says of an option in the global section (it looks nowhere else), for a series.
 * 0.12.0 to 0.12.3 list `cross_domain_bosh` and `cross_domain_websocket` as obsolete; later 0.12 releases as deprecated, which is what this answers.
 */
export function advice(catalog: Catalog, option: string, series: Series): Advice | undefined {
	const entry = catalog.option(option);
	if (!entry) return undefined;
	const { obsolete, deprecated } = entry;
	if (obsolete && atLeast(series, obsolete.since)) return { kind: "obsolete", note: obsolete.note };
	if (deprecated && atLeast(series, deprecated.since)) {
		return { kind: "deprecated", note: deprecated.note, use: deprecated.use };
	}
	return undefined;
}
