import { t } from "../../l10n.ts";
import { stringItems } from "../facts.ts";
import { rule } from "../rule.ts";

export default rule({
	id: "firewall-script-missing",
	local: "or-global",
	title: t("A firewall script that does not exist"),
	severity: "warning",
	modules: ["firewall"],
	check(context, report) {
		const { config, hosts, components } = context;
		const filtered = [...hosts, ...components].filter((host) => host.modules.has("firewall"));
		if (filtered.length === 0) return;
		const { files } = context;
		if (!files) return;
		for (const scope of [config.global, ...filtered]) {
			for (const script of stringItems(scope.own.get("firewall_scripts")?.value) ?? []) {
				const uri = script.literal ? scriptUri(script.value, config.entry.uri) : undefined;
				if (!uri || files.exists(uri) !== false) continue;
				report({
					at: script.span,
					message: t(
						'There is no file {0} here: Prosody logs an error and goes on without these rules. Paths start from the folder of the main configuration; scripts that come with the module begin with "module:".',
						script.value,
					),
				});
			}
		}
	},
});

/**
 * Where mod_firewall looks for a script (resolve_script_path in mod_firewall.lua). Undefined where the file at hand is not the
 * configuration in its place, such as a copy in a repository: what is not there says nothing about the server then.
 */
function scriptUri(script: string, uri: string): string | undefined {
	if (script.startsWith("module:") || !/^file:\/\/\/(?:usr\/local\/)?etc\/prosody\/prosody\.cfg\.lua$/.test(uri))
		return undefined;
	try {
		return new URL(script.split("/").map(encodeURIComponent).join("/"), uri).href;
	} catch {
		return undefined;
	}
}
