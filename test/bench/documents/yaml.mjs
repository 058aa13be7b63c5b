/** The same kind of content for the YAML server, with a schema so that it has something to check, to say and to offer. */

export const SCHEMA = {
	$schema: "http://json-schema.org/draft-07/schema#",
	type: "object",
	properties: {
		hosts: {
			type: "array",
			items: {
				type: "object",
				properties: {
					host: { type: "string", description: "The domain." },
					enabled: { type: "boolean", description: "Whether it is served." },
					http_host: { type: "string", description: "Its name in URLs." },
					authentication: {
						type: "string",
						enum: ["internal_hashed", "ldap"],
						description: "How users prove who they are.",
					},
					modules: { type: "array", items: { type: "string" }, description: "What it loads." },
					motd: { type: "string", description: "Said to everybody who logs in." },
				},
				additionalProperties: false,
			},
		},
	},
};

/** @param {number} size exact number of lines @returns {import("./documents.mjs").Draft} */
export function yamlDocument(size) {
	const lines = ["# Hosts, for measurements", "hosts:", "  - host: first.example.org", '    enabled: "yes"'];
	let typeAt = { line: 0, character: 0 };
	for (let i = 1; lines.length < size; i++) {
		lines.push(`  - host: host${i}.example.org`, `    http_host: www${i}.example.org`, "    enabled: true");
		if (i % 4 === 0) lines.push("    modules:", "      - motd", `    motd: Welcome to host ${i}`);
		if (typeAt.line === 0 && lines.length >= size / 2) typeAt = { line: lines.push("    ") - 1, character: 4 };
		if (i % 2 === 0) lines.push(`  # host ${i} is done`);
	}
	lines.length = size;
	return { lines, typeAt, hoverAt: { line: 3, character: 6 }, typing: "authentication: ldap" };
}
