import { nameprep } from "../../config/host-name.ts";
import type { Configuration, LoadError, Scope } from "../../config/model.ts";
import { replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { isJitsi } from "../facts.ts";
import { isDomainName, isIpAddress, isTemplateName, nameSpanOf, renameHost } from "../host-facts.ts";
import { type Fix, type Report, rule, type Severity, suggested } from "../rule.ts";

export default rule({
	id: "invalid-host",
	local: "in-place",
	title: t("A host name that is no domain"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure", "https://prosody.im/doc/dns"],
	check({ config, hosts, components }, report) {
		for (const error of config.errors) {
			if (error.kind === "host-name" && !isSaidElsewhere(error, config)) report(refused(error));
		}
		for (const host of [...hosts, ...components]) {
			const at = nameSpanOf(host);
			const problem = at && !isTemplateName(host.name) ? problemOf(host) : undefined;
			if (at && problem) report({ at, ...problem, fixes: rename(host, config) });
		}
	},
});

/** A missing value that another finding speaks of, and code that does not parse. */
function isSaidElsewhere({ at }: LoadError, { warnings }: Configuration): boolean {
	return (
		at.chunk.problems.length > 0 ||
		warnings.some((warning) => warning.kind === "unrecognized-value" && warning.at.chunk === at.chunk)
	);
}

function refused({ at }: LoadError): Report {
	const [, quote = "", name] = /^(["'])(.*)\1$/s.exec(at.text) ?? [];
	if (name === undefined || nameprep(name) !== undefined) {
		return {
			at,
			severity: "error",
			message: t("There is no host name here, so Prosody refuses the whole configuration: it needs a text in quotes."),
		};
	}
	const [bad = ""] = [...name].filter((letter) => nameprep(letter) === undefined);
	const rest = [...name].filter((letter) => nameprep(letter) !== undefined).join("");
	const code = `U+${(bad.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
	const write = suggested(t("Write {0}", rest), () => replaceSpan(at, quote + rest + quote));
	return {
		at,
		severity: "error",
		message: t(
			'"{0}" contains a character that no host name may have ({1}), so Prosody refuses the whole configuration.',
			name,
			code,
		),
		fixes: isDomainName(nameprep(rest) ?? "") ? [write] : [],
	};
}

interface Problem {
	readonly message: string;
	readonly severity?: Severity;
}

function problemOf(host: Scope): Problem | undefined {
	const { name, kind } = host;
	// `VirtualHost "*"` leads back to the global section; a Component may serve a single address.
	if (name === "*" || (kind === "Component" && name.includes("@"))) return undefined;
	if (isIpAddress(name)) return kind === "VirtualHost" ? localOnly(host, addressMessage(name)) : undefined;
	if (isDomainName(name)) {
		// A Component without a dot is one that no VirtualHost leads to: orphan-component.
		if (name.includes(".") || kind === "Component" || name === "localhost") return undefined;
		return localOnly(host, wordMessage(name));
	}
	const meant = domainIn(name);
	if (meant) {
		return {
			message: t(
				'"{0}" is more than a domain, and nobody asks for a host of that name. The domain alone is {1}.',
				name,
				meant,
			),
		};
	}
	if (isDomainName(name.replace(/_/g, "a"))) {
		return isJitsi(host.config) ? undefined : { severity: "information", message: underscoreMessage(name) };
	}
	return { message: name === "" ? t("This host has an empty name, so nobody can reach it.") : otherMessage(name) };
}

/** A name for a network of one's own; where other servers are shut out, that is just what it is meant for. */
function localOnly(host: Scope, message: string): Problem | undefined {
	if (host.modules.has("s2s") !== true || isJitsi(host.config)) return undefined;
	return { severity: "information", message };
}

function addressMessage(name: string): string {
	return t(
		"{0} is an IP address, not a domain: other servers can hardly tell who they talk to, and public certificates are made out to domains.",
		name,
	);
}

function wordMessage(name: string): string {
	return t(
		'"{0}" is known in your own network at most: other servers cannot find it, and it gets no public certificate. Addresses need a full domain.',
		name,
	);
}

function underscoreMessage(name: string): string {
	return t(
		'"{0}" has an underscore, which no domain may have: it gets no certificate, and clients and other servers may refuse it.',
		name,
	);
}

function otherMessage(name: string): string {
	if (name.includes("*")) {
		return t(
			'Prosody knows no wildcards in host names: "{0}" serves no other domain, so each one needs its own line.',
			name,
		);
	}
	return t(
		'"{0}" cannot be a domain name: clients may be unable to log in there, and other servers to reach it.',
		name,
	);
}

/** The domain inside of an address, a link, a name with a port or a dot at its end. */
function domainIn(name: string): string | undefined {
	const domain = name
		.trim()
		.replace(/^[a-z]+:\/*(?=[a-z])/, "")
		.replace(/^[^@/]*@/, "")
		.replace(/[/?#].*$/s, "")
		.replace(/:\d+$/, "")
		.replace(/\.$/, "");
	return domain !== name && domain.includes(".") && isDomainName(domain) && !isIpAddress(domain) ? domain : undefined;
}

function rename(host: Scope, config: Configuration): Fix[] {
	const domain = domainIn(host.name);
	if (!domain || config.host(domain)) return [];
	return [
		suggested(
			t("Call it {0}", domain),
			() => renameHost(host, domain),
			t("What Prosody stored under the old name stays behind: accounts do not move along."),
		),
	];
}
