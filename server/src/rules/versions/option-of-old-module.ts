import type { Setting } from "../../config/model.ts";
import { atLeast } from "../../config/version.ts";
import { renameOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { isLoadedFor, mayBeLoadedFor } from "../loaded-modules.ts";
import { removal } from "../old-options.ts";
import { type Fix, type RuleContext, rule, safe, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

/** An option that went with its module: what the module's successor reads instead. */
interface Successor {
	/** The community module that read the option. */
	readonly was: string;
	/** The module of Prosody in its place. */
	readonly is: string;
	readonly option?: string;
	/** The value does not mean quite the same. */
	readonly differs?: true;
}

const upload = (option?: string): Successor => ({ was: "http_upload", is: "http_file_share", option });
const turn = (option: string): Successor => ({ was: "turncredentials", is: "turn_external", option });

/** Sources: the modules as they were in the community repository, and plugins/ of 13.0. */
const SUCCESSORS: Readonly<Record<string, Successor>> = {
	http_upload_access: upload("http_file_share_access"),
	http_upload_expire_after: upload("http_file_share_expires_after"),
	http_upload_file_size_limit: upload("http_file_share_size_limit"),
	http_upload_path: upload(),
	http_upload_quota: { ...upload("http_file_share_daily_quota"), differs: true },
	turncredentials_host: turn("turn_external_host"),
	turncredentials_port: turn("turn_external_port"),
	turncredentials_secret: turn("turn_external_secret"),
	turncredentials_ttl: turn("turn_external_ttl"),
};

export default rule({
	id: "option-of-old-module",
	local: true,
	title: t("An option of a module that another one has replaced"),
	severity: "warning",
	since: "0.12",
	links: ["https://prosody.im/doc/modules"],
	check(context, report) {
		for (const setting of settingsNamed(context.config, ...Object.keys(SUCCESSORS))) {
			const successor = successorOf(setting, context);
			if (!successor) continue;
			report({
				at: setting.at.nameSpan,
				message: message(setting, successor),
				tag: "unnecessary",
				fixes: fixes(setting, successor),
			});
		}
	},
});

function successorOf({ option, scope, value }: Setting, { catalog, series }: RuleContext): Successor | undefined {
	if (value.type === "nil") return undefined;
	const successor = SUCCESSORS[option]!;
	const since = catalog.module(successor.is)?.since;
	if (since && !atLeast(series, since)) return undefined;
	return isLoadedFor(scope, successor.is) && !mayBeLoadedFor(scope, successor.was) ? successor : undefined;
}

function message({ option }: Setting, { was, is, option: now, differs }: Successor): string {
	const said = t('{0} has no effect: "{1}" read it, and "{2}" has taken its place.', option, was, is);
	if (!now) return `${said} ${t("There is no option for it any more.")}`;
	return differs
		? `${said} ${t("{0} comes closest: it counts what was uploaded within a day.", now)}`
		: `${said} ${t("The option is called {0} there.", now)}`;
}

function fixes(setting: Setting, { option: now, differs }: Successor): Fix[] {
	if (!now) return [{ ...removal({ setting }), safe: false }];
	if (setting.scope.own.has(now)) return [removal({ setting })];
	const rename = () => (setting.assignments.length === 1 ? renameOption(setting.assignments[0]!, now) : []);
	return [(differs ? suggested : safe)(t("Rename it to {0}", now), rename)];
}
