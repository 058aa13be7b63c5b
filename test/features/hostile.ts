/** Names and values that try to be more than text, and configurations made of them. */
import fc from "fast-check";

/** Where all of them lead. */
export const EVIL = /evil/i;

const PIECES = [
	...[
		"[words](command:evil)",
		"](command:evil)",
		"[words][evil]",
		"[evil]: https://evil.example.com\n",
		"[x]( https://evil.example.com)",
	],
	...[
		"![image](https://evil.example.com/i.png)",
		"<img src=https://evil.example.com/i.png>",
		"<a href='command:evil'>words</a>",
	],
	...[
		"<script>evil()</script>",
		"<!--",
		"-->",
		"<https://evil.example.com>",
		"https://evil.example.com/",
		"www.evil.example.com",
	],
	...[
		"someone@evil.example.com",
		"mailto:someone@evil.example.com",
		"command:evil",
		"file:///evil",
		"javascript:evil()",
	],
	...[
		"`",
		"``",
		"```",
		"```\nevil",
		"~~~\n",
		"``` lua\n",
		"\n\n",
		"\n# evil\n",
		"\n---\n",
		"\n===\n",
		"\n> evil",
		"\n- evil",
		"\n    evil",
	],
	...[
		"\n| evil | b |\n|---|---|\n",
		"*evil*",
		"__evil__",
		"~~evil~~",
		"\\",
		"\\\\",
		"\\`",
		"&lt;evil&gt;",
		"&#91;",
		"$(evil)",
		"{0}",
		"{1}",
		"%s",
	],
	...[
		"\u001b[31mevil",
		"\u0007",
		"\r",
		"\r\n",
		"\0",
		"\u2028",
		"\u202eevil",
		"\u200f",
		"\u2066",
		"\u{1f99c}",
		"\ud800",
		'"',
		"'",
		"]]",
		"--",
		"--[[",
		"]",
	],
	...["(", ")", " ", "\t", "evil", "example.org", ".", "/", "..", ",", ";", "{", "}"],
];

export const hostile = fc
	.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
	.map((parts) => parts.join(""));

/** A string of Lua that stands for just these characters. */
export function lua(text: string): string {
	const bytes = new TextEncoder().encode(text);
	return `"${[...bytes].map((byte) => `\\${String(byte).padStart(3, "0")}`).join("")}"`;
}

/** The same with as much of it as can be seen. */
export function readable(text: string): string {
	return `"${text.replace(/["\\\n\r\0]/g, (char) => `\\${String(char.charCodeAt(0)).padStart(3, "0")}`)}"`;
}

/** A configuration that has a text in every place that can hold one. */
export function configurationOf(text: string, quote: (text: string) => string): string {
	const quoted = quote(text);
	return [
		`-- ${text.replace(/[\n\r\u2028]/g, " ")}`,
		`modules_enabled = { "roster", "register", ${quoted}, "mod_" .. ${quoted} }`,
		`admins = { ${quoted} }`,
		`allow_registration = ${quoted}`,
		`authentication = ${quoted}`,
		`contact_info = { abuse = { ${quoted} }, [${quoted}] = { ${quoted} } }`,
		`limits = { c2s = { rate = ${quoted} }, [${quoted}] = { rate = ${quoted} } }`,
		`plugin_paths = { ${quoted} }`,
		`c2s_ports = { ${quoted}, 5222 }`,
		`welcome_message = os.getenv(${quoted})`,
		`motd_text = FileContents(${quoted})`,
		`default_storage = nothing[${quoted}]`,
		`storage = ${quoted}`,
		`no_such_option_here = ${quoted}`,
		`Include(${quoted})`,
		`VirtualHost(${quoted})`,
		'modules_disabled = { "roster" }',
		`authentication = ${quoted} .. ENV_X`,
		`allow_registration = true`,
		`Component(${quoted}, ${quoted})`,
		`Component("rooms." .. ${quoted}) "muc"`,
		`component_secret = ${quoted}`,
		'VirtualHost "example.org"',
		'authentication = "internal_hashed"',
		"",
	].join("\n");
}
