/** Values of Lua that a text decides by itself, and how they are written. */

export type Constant =
	| { readonly type: "nil" }
	| { readonly type: "boolean"; readonly value: boolean }
	| { readonly type: "number"; readonly value: number }
	/** `open`: a part of the text is not known; it stands there as `<word>`. */
	| { readonly type: "string"; readonly value: string; readonly open?: boolean }
	| { readonly type: "table"; readonly items: readonly Constant[]; readonly fields: readonly Field[] }
	/** The word stands for it in texts that are put together. */
	| { readonly type: "unknown"; readonly word?: string };

export type Field = readonly [name: string, value: Constant];

export const NIL: Constant = { type: "nil" };
export const UNKNOWN: Constant = { type: "unknown" };

export function text(value: string): Constant {
	return { type: "string", value };
}

/** True when nothing in it is open. */
export function isKnown(value: Constant): boolean {
	if (value.type === "unknown") return false;
	if (value.type === "string") return !value.open;
	if (value.type !== "table") return true;
	return value.items.every(isKnown) && value.fields.every(([, field]) => isKnown(field));
}

/** As in a Lua condition; undefined where that is not known. */
export function truth(value: Constant): boolean | undefined {
	if (value.type === "unknown") return undefined;
	return value.type !== "nil" && !(value.type === "boolean" && !value.value);
}

/** As Lua text, in one spelling for each value. Only for what is known. */
export function printConstant(value: Constant): string {
	switch (value.type) {
		case "nil":
		case "unknown":
			return "nil";
		case "boolean":
			return String(value.value);
		case "number":
			return printNumber(value.value);
		case "string":
			return printText(value.value);
		case "table": {
			const parts = [
				...value.items.map(printConstant),
				...[...value.fields].sort(byName).map(([name, field]) => `${printKey(name)} = ${printConstant(field)}`),
			];
			return parts.length === 0 ? "{ }" : `{ ${parts.join(", ")} }`;
		}
	}
}

const byName = ([a]: Field, [b]: Field) => (a < b ? -1 : a > b ? 1 : 0);

function printNumber(value: number): string {
	if (value === Number.POSITIVE_INFINITY) return "math.huge";
	if (value === Number.NEGATIVE_INFINITY) return "-math.huge";
	return String(value);
}

function printKey(name: string): string {
	return /^[A-Za-z_]\w*$/.test(name) ? name : `[${printText(name)}]`;
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function printText(value: string): string {
	const escaped = value.replace(
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be written in another way
		/["\\\u0000-\u001f\u007f]/g,
		(one) => ESCAPES[one] ?? `\\${one.charCodeAt(0).toString().padStart(3, "0")}`,
	);
	return `"${escaped}"`;
}
