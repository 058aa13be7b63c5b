import { appendStatement } from "../../server/src/edits/index.ts";
import { cases, declines, lines, scope, type Verb } from "./check.ts";

const append =
	(text: string, host = "*"): Verb =>
	(config) =>
		appendStatement(scope(config, host), text);

describe("appendStatement", () => {
	cases(
		append("-- about x\nx = {\n\ty = 1;\n}\n"),
		[
			["to an empty file", "", lines("-- about x", "x = {", "\ty = 1;", "}")],
			[
				"below the last option",
				lines("a = 1", "", 'VirtualHost "example.com"'),
				lines("a = 1", "", "-- about x", "x = {", "\ty = 1;", "}", "", 'VirtualHost "example.com"'),
			],
			[
				"in the file's indentation",
				lines("a = {", "  1;", "}", "", 'VirtualHost "example.com"'),
				lines("a = {", "  1;", "}", "", "-- about x", "x = {", "  y = 1;", "}", "", 'VirtualHost "example.com"'),
			],
			["Windows line ends", "a = 1\r\n", "a = 1\r\n\r\n-- about x\r\nx = {\r\n\ty = 1;\r\n}\r\n"],
			[
				"above a host that stands close",
				lines("a = 1", 'VirtualHost "example.com"'),
				lines("a = 1", "", "-- about x", "x = {", "\ty = 1;", "}", "", 'VirtualHost "example.com"'),
			],
		],
		true,
	);
	cases(
		append("x = {\n\ty = 1;\n}", "example.com"),
		[
			[
				"to a host",
				lines('VirtualHost "example.com"', "    a = 1", "", "-- next"),
				lines('VirtualHost "example.com"', "    a = 1", "", "    x = {", "        y = 1;", "    }", "", "-- next"),
			],
			[
				"to an empty host",
				lines('VirtualHost "example.com"'),
				lines('VirtualHost "example.com"', "\tx = {", "\t\ty = 1;", "\t}"),
			],
		],
		true,
	);
	cases(
		append('Component "muc.example.com" "muc"\n\tname = "Rooms"'),
		[
			[
				"a section below everything",
				lines("a = 1", "", 'VirtualHost "example.com"'),
				lines("a = 1", "", 'VirtualHost "example.com"', "", 'Component "muc.example.com" "muc"', '\tname = "Rooms"'),
			],
			[
				"no final line break",
				'VirtualHost "example.com"',
				'VirtualHost "example.com"\n\nComponent "muc.example.com" "muc"\n\tname = "Rooms"',
			],
			[
				"above the banner that closes the file",
				lines('VirtualHost "example.com"', "", "---- End ----", "-- of it"),
				lines(
					'VirtualHost "example.com"',
					"",
					'Component "muc.example.com" "muc"',
					'\tname = "Rooms"',
					"",
					"---- End ----",
					"-- of it",
				),
			],
			[
				"below a banner that is all",
				lines("---- Settings ----"),
				lines("---- Settings ----", "", 'Component "muc.example.com" "muc"', '\tname = "Rooms"'),
			],
			[
				"before a return",
				lines('VirtualHost "example.com"', "", "return"),
				lines('VirtualHost "example.com"', "", 'Component "muc.example.com" "muc"', '\tname = "Rooms"', "", "return"),
			],
		],
		true,
	);
	cases(
		append('Component "muc.example.com" "muc"', "example.com"),
		[
			[
				"a section below a host",
				lines('VirtualHost "example.com"', "\ta = 1", "", "-- other", 'VirtualHost "example.org"'),
				lines(
					'VirtualHost "example.com"',
					"\ta = 1",
					"",
					'Component "muc.example.com" "muc"',
					"",
					"-- other",
					'VirtualHost "example.org"',
				),
			],
			[
				"below the last host",
				lines('VirtualHost "example.com"', "\ta = 1"),
				lines('VirtualHost "example.com"', "\ta = 1", "", 'Component "muc.example.com" "muc"'),
			],
		],
		true,
	);
	cases(
		append('Component "muc.example.com" "muc"', "example.com"),
		[
			[
				"an option in a comment stays with its host",
				lines('VirtualHost "example.com"', "--ssl = { }", 'VirtualHost "example.org"'),
				lines(
					'VirtualHost "example.com"',
					"--ssl = { }",
					"",
					'Component "muc.example.com" "muc"',
					"",
					'VirtualHost "example.org"',
				),
			],
		],
		true,
	);
	it("declines", () => {
		declines('VirtualHost "example.com" { }\n', append("x = 1", "example.com"));
		declines("a = 1\n", append("  \n"));
	});
});
