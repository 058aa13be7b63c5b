import type { Configuration, Scope } from "../../config/model.ts";
import { appendStatement, removeAssignment, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { globalAnchor, stringItems, virtualHosts } from "../facts.ts";
import { type Fix, rule, suggested } from "../rule.ts";

export default rule({
	id: "no-virtualhost",
	title: t("A configuration without a VirtualHost"),
	severity: "error",
	absence: true,
	links: ["https://prosody.im/doc/configure"],
	check({ config }, report) {
		if (virtualHosts(config).size > 0) return;
		// Also those whose name is not known here, and those that clash with a Component.
		const hosts = config.sections.map(({ scope }) => scope).filter(({ kind }) => kind === "VirtualHost");
		// Hosts are what an Include is for: one that was not read most likely brings them.
		if (!config.whole || hosts.some((host) => host.enabled)) return;
		const [host] = hosts;
		if (host) {
			const setting = host.get("enabled")!;
			const everywhere = setting.scope.kind === "global";
			report({
				at: setting.at.statement,
				message: everywhere
					? t("This switches every host off, so Prosody does not start: it needs at least one VirtualHost.")
					: t("No VirtualHost is switched on, so Prosody does not start: it needs at least one."),
				fixes: [switchOn(host, everywhere)],
			});
			return;
		}
		const at = globalAnchor(config) ?? firstOption(config);
		if (!at) return;
		report({
			at,
			message: t(
				'Prosody does not start without a VirtualHost, and there is none: add VirtualHost "your.domain" below the global options.',
			),
			fixes: [...addHost(config)],
		});
	},
});

function switchOn(host: Scope, everywhere: boolean): Fix {
	const setting = host.get("enabled")!;
	return everywhere
		? suggested(t("Switch {0} on", host.name), () => setOption(host, "enabled", true))
		: suggested(t("Switch {0} on", host.name), () => setting.assignments.flatMap(removeAssignment));
}

function firstOption({ global }: Configuration): Span | undefined {
	const [first] = global.own.values();
	return first?.assignments[0]?.nameSpan;
}

/** A host for the domain that the file speaks of already. */
function addHost(config: Configuration): Fix[] {
	const domain = domainOfAdmins(config.global) ?? config.hosts[0]?.name.replace(/^[^.]+\.(?=.*\.)/, "");
	if (!domain || config.hosts.some(({ name }) => name === domain)) return [];
	return [
		suggested(t('Add VirtualHost "{0}"', domain), () => appendStatement(config.global, `VirtualHost "${domain}"`)),
	];
}

function domainOfAdmins(global: Scope): string | undefined {
	const [admin] = stringItems(global.value("admins")) ?? [];
	return /^[^@/]+@([a-z0-9][a-z0-9.-]*)$/i.exec(admin?.value ?? "")?.[1];
}
