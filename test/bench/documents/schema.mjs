/** What the JSON and the YAML server know of their document: the same kind of content as a configuration of ours. */

const HOST = {
	type: "object",
	description: "A domain that is served.",
	required: ["enabled", "modules"],
	additionalProperties: false,
	properties: {
		enabled: { type: "boolean", description: "Whether it is served at all." },
		modules: {
			type: "array",
			description: "What it loads.",
			items: { type: "string", enum: ["carbons", "disco", "mam", "muc", "pep", "roster", "smacks", "tls"] },
		},
		certificate: { type: "string", description: "Where its certificate is." },
		key: { type: "string", description: "Where the key to it is." },
		registration: { type: "boolean", description: "Whether people may make accounts." },
		authentication: {
			type: "string",
			description: "How people prove who they are.",
			enum: ["anonymous", "internal_hashed", "internal_plain", "ldap"],
		},
		port: { type: "integer", minimum: 1, maximum: 65535, description: "Where clients connect to." },
		storage: { type: "string", enum: ["internal", "memory", "none", "sql"], description: "Where data is kept." },
	},
};

/** Settings the schema knows, and how many of them a document sets. */
const KNOWN = 120;
export const SET = 40;

const settings = Array.from({ length: KNOWN }, (_, index) => [
	`setting_${index}`,
	{ type: ["boolean", "integer", "string"], description: `Number ${index} of the settings for all hosts.` },
]);

export const SCHEMA = {
	$schema: "http://json-schema.org/draft-07/schema#",
	type: "object",
	additionalProperties: false,
	properties: {
		title: { type: "string", description: "What the server is called." },
		...Object.fromEntries(settings),
		hosts: { type: "object", description: "By domain.", additionalProperties: HOST },
	},
};
