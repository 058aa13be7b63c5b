/**
 * Options that follow from a pattern: every network service has its ports, interfaces and so on, every recurring task its period.
 * They are made when asked for, from what the modules say about themselves.
 */
import type { CatalogOption } from "./catalog.ts";
import type { ModuleEntry, OptionEntry, ServiceEntry } from "./types.ts";

const PORTS = "https://prosody.im/doc/ports";
const CERTIFICATES = "https://prosody.im/doc/certificates";

function ports(name: string, service: ServiceEntry): OptionEntry {
	return {
		name,
		summary: `The port, or list of ports, for ${service.title}. An empty list closes them.`,
		type: "ports",
		default: service.ports.length > 0 ? `{ ${service.ports.join(", ")} }` : "{ }",
		scope: ["global"],
		since: service.since,
		example: `${name} = { ${service.ports[0] ?? 5223} }`,
		doc: PORTS,
	};
}

function interfaces(name: string, service: ServiceEntry): OptionEntry {
	return {
		name,
		summary: `The IP addresses that ${service.title} listens on. \`"*"\` is every IPv4 address, \`"::"\` every IPv6 address.`,
		type: "interfaces",
		default: service.private ? "the loopback addresses, or local_interfaces" : "interfaces, or all addresses",
		scope: ["global"],
		since: service.since,
		example: `${name} = { "${service.private ? "127.0.0.1" : "192.0.2.1"}" }`,
		doc: PORTS,
	};
}

function singleInterface(name: string, plural: string, service: ServiceEntry): OptionEntry {
	return {
		name,
		summary: `The older spelling of \`${plural}\`; it is only read when that one is not set.`,
		type: "interfaces",
		scope: ["global"],
		since: service.since,
		doc: PORTS,
	};
}

function ssl(name: string, service: ServiceEntry): OptionEntry {
	return {
		name,
		summary: `TLS settings for ${service.title} alone: each field replaces the one from the global \`ssl\`.`,
		type: "table",
		scope: ["global"],
		since: service.since,
		caution: "The global `ssl` and the certificate found in `certificates` are usually all that is needed.",
		example: `${name} = { protocol = "tlsv1_2+" }`,
		doc: CERTIFICATES,
	};
}

function certificate(name: string, service: ServiceEntry): OptionEntry {
	return {
		name,
		summary: `The certificate for ${service.title}, instead of the one found by name: a file, or a table from port number to file.`,
		type: "any",
		scope: ["global"],
		since: service.since,
		example: `${name} = "/etc/prosody/certs/example.com.crt"`,
		doc: CERTIFICATES,
	};
}

function host(name: string, service: ServiceEntry): OptionEntry {
	return {
		name,
		summary: `The name in the TLS handshake that selects this host on ${service.title}, where it is not the host's own name.`,
		type: "string",
		default: "the host's name",
		scope: ["VirtualHost", "Component"],
		since: service.since ?? "0.12",
		example: `${name} = "chat.example.org"`,
		doc: PORTS,
	};
}

function task(name: string, module: ModuleEntry, entry: { summary: string; default: string }): OptionEntry {
	return {
		name,
		summary: entry.summary,
		type: "period",
		default: entry.default,
		min: "60",
		max: "371d",
		scope: ["global", "VirtualHost", "Component"],
		since: module.since === "trunk" ? "trunk" : "13.0",
		doc: "https://prosody.im/doc/modules/mod_cron",
	};
}

/** The family options of one module, by name. */
export function familiesOf(module: ModuleEntry): CatalogOption[] {
	const found: CatalogOption[] = [];
	const add = (entry: OptionEntry) => found.push({ ...entry, module });
	for (const [service, entry] of Object.entries(module.services ?? {})) {
		const prefix = entry.prefix ?? service;
		const p = prefix === "" ? "" : prefix + "_";
		add(ports(p + "ports", entry));
		add(interfaces(p + "interfaces", entry));
		add(singleInterface(p + "interface", p + "interfaces", entry));
		if (entry.directTls) {
			add(ssl(p + "ssl", entry));
			add(certificate(service + "_certificate", entry));
			add(host(service + "_host", entry));
		}
	}
	for (const [name, entry] of Object.entries(module.tasks ?? {})) {
		add(task(`${module.name}_${name}_period`, module, entry));
	}
	return found;
}
