import type { StringValue } from "../../config/value.ts";
import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Fix, rule, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

/** Options that hold one address of a page on the web; the value tells whether it may be a template. */
const ADDRESSES: Readonly<Record<string, "plain" | "template">> = {
	http_external_url: "plain",
	http_file_share_base_url: "plain",
	http_upload_external_base_url: "plain",
	invites_page: "template",
	invites_page_external: "plain",
	plugin_server: "plain",
};

export default rule({
	id: "uri-malformed",
	local: true,
	title: t("A web address that is none"),
	severity: "warning",
	links: ["https://prosody.im/doc/http"],
	check({ config }, report) {
		for (const { option, value } of settingsNamed(config, ...Object.keys(ADDRESSES))) {
			if (value.type !== "string") continue;
			const text = ADDRESSES[option] === "template" ? value.value.replace(/\{[^{}]*\}/g, "x") : value.value;
			const complaint = complain(option, text, value.value);
			if (complaint) report({ at: value.span, message: complaint, fixes: fixes(value) });
		}
	},
});

function complain(option: string, text: string, written: string): string | undefined {
	if (text === "") return undefined;
	if (/\s/.test(text)) return t('{0} = "{1}": a web address has no blanks.', option, written);
	const [, scheme, slashes = "", host = ""] = /^([a-z][a-z\d+.-]*):(\/*)([^/?#]*)/i.exec(text) ?? [];
	// `chat.example.com:5281/upload`: what stands before the colon is a host.
	const hasPort = scheme?.includes(".") || /^localhost$/i.test(scheme ?? "");
	if (!scheme || hasPort) {
		return t('{0} = "{1}" does not say how to get there: it begins with https:// or http://.', option, written);
	}
	if (!/^https?$/i.test(scheme)) {
		return t('{0} = "{1}": browsers and clients fetch pages with https:// or http://.', option, written);
	}
	if (slashes.length !== 2) return t('{0} = "{1}": two slashes follow "{2}:".', option, written, scheme);
	return host === "" ? t('{0} = "{1}" names no host.', option, written) : undefined;
}

function fixes(value: StringValue): Fix[] {
	const text = value.value.trim();
	const [, scheme, rest] = /^(https?):\/*([^\s/].*)$/i.exec(text) ?? [];
	const bare = /^[a-z\d][a-z\d.-]*\.[a-z\d-]+(?::\d+)?(?:\/\S*)?$/i.test(text) ? text : undefined;
	const right = scheme && rest ? `${scheme.toLowerCase()}://${rest}` : bare ? `https://${bare}` : undefined;
	return right && !/\s/.test(right) ? [suggested(t('Write "{0}"', right), () => replaceValue(value, right))] : [];
}
