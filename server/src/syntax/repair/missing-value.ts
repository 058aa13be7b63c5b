import { endsExpression, Kind } from "../token.ts";
import { beginsValue, inTable, isOperator, isSeparator, type Proposal, type Site } from "./site.ts";
import { hole } from "./templates.ts";

/** `name =` with nothing behind it: no fix can know the value, but the statement is read as if one stood there. */
export function missingValue(site: Site): Proposal | undefined {
	const { code, at } = site;
	const before = code[at - 1];
	if (before === undefined || endsExpression(before) || beginsValue(code[at])) return undefined;
	const assigns = isOperator(before, "=");
	if (!assigns && !(before.kind === Kind.Operator && /^(?:\.\.|[-+*/]|==)$/.test(before.text))) return undefined;
	const next = code[at];
	if (next !== undefined && !next.newline && !isSeparator(next) && !isOperator(next, "}") && !isOperator(next, ")"))
		return undefined;
	const name = assigns && code[at - 2]?.kind === Kind.Name ? code[at - 2]!.text : "";
	return {
		kind: "syntax-error",
		from: before.from,
		to: before.to,
		edits: [{ from: before.to, to: before.to, text: ` ${hole}` }],
		hidden: true,
		detail: {
			reason: "missing-value",
			message: assigns ? "A value is missing after =." : `Something is missing after ${before.text}.`,
			token: before.text,
			...(name === "" ? {} : { name }),
			...(inTable(site) ? { table: "true" } : {}),
		},
	};
}
