import type { Scope, Section } from "../../config/model.ts";
import { replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Fix, rule, suggested } from "../rule.ts";

/** What such a service is usually called. */
const USUAL: Readonly<Record<string, string>> = {
	muc: "rooms",
	http_file_share: "upload",
	http_upload: "upload",
	http_upload_external: "upload",
	proxy65: "proxy",
};

export default rule({
	id: "host-clash",
	local: "in-place",
	title: t("The same domain as VirtualHost and as Component"),
	severity: "error",
	links: ["https://prosody.im/doc/components"],
	check({ config }, report) {
		for (const section of config.sections) {
			const { scope, nameSpan } = section;
			// The loader files the second of the two under no host of the configuration.
			const first = config.host(scope.name);
			if (!nameSpan || !first || first === scope || first.kind === scope.kind) continue;
			const firstSpan = first.sections.find((one) => one.nameSpan)?.nameSpan;
			report({
				at: nameSpan,
				message: t(
					"{0} is a VirtualHost and a Component at once, so Prosody does not start. A Component needs a domain of its own, such as {1}.",
					scope.name,
					subdomain(scope.kind === "Component" ? scope : first),
				),
				related: firstSpan ? [{ at: firstSpan, message: t("The {0} of the same name", first.kind) }] : [],
				fixes: renameComponent(scope.kind === "Component" ? [section] : first.sections),
			});
		}
	},
});

function subdomain({ name, module = "" }: Scope): string {
	return `${USUAL[module] ?? (/^[a-z0-9]{1,12}$/.test(module) ? module : "service")}.${name}`;
}

function renameComponent(sections: readonly Section[]): Fix[] {
	const spans = sections.flatMap(({ nameSpan }) => nameSpan ?? []);
	// A name that is not written out here, or that was typed in another spelling, is left alone.
	if (!spans.every(({ text }) => /^(["']).*\1$/.test(text))) return [];
	const name = subdomain(sections[0]!.scope);
	return [
		suggested(
			t("Call the Component {0}", name),
			() => spans.flatMap((span) => replaceSpan(span, span.text.charAt(0) + name + span.text.charAt(0))),
			t("The domain {0} must lead to this server, and its certificate must cover it.", name),
		),
	];
}
