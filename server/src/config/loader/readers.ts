/** `RunScript`, and the functions of 13.0 that read other files and systemd credentials. */
import type { FileText } from "../../file-system.ts";
import type { Span } from "../../syntax/tree.ts";
import { argument } from "../lua/call.ts";
import { LuaError } from "../lua/errors.ts";
import { type Builtin, builtin, type CallSite } from "../lua/function.ts";
import { LuaTable } from "../lua/table.ts";
import { text, unknown, type Value } from "../value.ts";
import { fileOf } from "./file-run.ts";
import { folderOf, resolvePath } from "./paths.ts";

const ELSEWHERE = "it is read from another file";
/** What is larger than this is no setting. */
const LARGEST = 64 * 1024;

export const READERS: readonly Builtin[] = [
	builtin("RunScript", (_, site) => {
		fileOf(site).miss({ kind: "dynamic", at: site.span, what: "RunScript" });
		return [{ ...unknown(site.span, "it is the result of a script"), many: true }];
	}),
	builtin("FileContents", (args, site) => read(args, site, (content) => text(content, site.span))),
	builtin("FileLine", (args, site) => read(args, site, (content) => firstLine(content, site))),
	builtin("FileLines", (args, site) => read(args, site, (content) => lines(content, site), notOpened)),
	builtin("Credential", (_, { span }) => [unknown(span, "it is a systemd credential")]),
];

function read(
	args: readonly Value[],
	site: CallSite,
	use: (content: string) => Value,
	fail = notFound,
): readonly Value[] {
	const file = fileOf(site);
	const { span } = site;
	const path = argument(args, 0, site);
	if (path.type === "unknown") return [unknown(span, path.reason)];
	const mode = argument(args, 1, site);
	const uri = path.type === "string" ? resolvePath(folderOf(file.location), path.value) : undefined;
	if (uri === undefined || mode.type !== "nil") return [unknown(span, ELSEWHERE)];
	const found: FileText = file.loader.readText(uri);
	if (found.text !== undefined) {
		return [found.text.length > LARGEST || found.text.includes("\ufffd") ? unknown(span, ELSEWHERE) : use(found.text)];
	}
	if (found.problem !== "missing") return [unknown(span, ELSEWHERE)];
	throw fail(path.type === "string" ? path.value : "", path.span, site);
}

function notFound(path: string, at: Span, { line }: CallSite): LuaError {
	return new LuaError("lua", at, `${path}: No such file or directory`, undefined, line);
}

/** FileLines leaves it to `io.lines`, which has words of its own. */
function notOpened(path: string, at: Span): LuaError {
	return new LuaError("lua", at, `cannot open file '${path}' (No such file or directory)`, undefined, null);
}

function firstLine(content: string, { span }: CallSite): Value {
	if (content === "") throw new LuaError("lua", span, "nil", undefined, null);
	return text(content.split("\n", 1)[0]!, span);
}

function lines(content: string, { span, frame }: CallSite): Value {
	const all = content.split("\n");
	if (all.at(-1) === "") all.pop();
	return new LuaTable(
		all.map((line) => text(line, span)),
		undefined,
		frame.file,
	).value(span, false);
}
