/** Numbers as Lua 5.4 reads and writes them. */

/** An integer that JavaScript's numbers can no longer tell from its neighbours. */
export function isTooLarge(value: number): boolean {
	return !Number.isSafeInteger(value);
}

/**
 * The number a text stands for (lua_stringtonumber); undefined when it is none. An integer may be too large to be told exactly: see {@link isTooLarge}.
 */
export function parseNumber(text: string): { value: number; float: boolean } | undefined {
	const body = trimmed(text);
	const decimal = /^[-+]?(?:\d+(\.\d*)?|(\.\d+))([eE][-+]?\d+)?$/.exec(body);
	if (decimal) {
		const float = (decimal[1] ?? decimal[2] ?? decimal[3]) !== undefined;
		const value = Number(body);
		// What does not fit into 64 bits becomes a float.
		const fits = float || !isTooLarge(value) || fits64(body);
		return { value, float: float || !fits };
	}
	const hex = /^([-+]?)0[xX]([\da-fA-F]*)(?:(\.)([\da-fA-F]*))?(?:[pP]([-+]?\d+))?$/.exec(body);
	if (!hex) return undefined;
	const [, sign, whole = "", point, fraction = "", power] = hex;
	if (whole === "" && fraction === "") return undefined;
	let value = 0;
	for (const digit of whole + fraction) value = value * 16 + Number.parseInt(digit, 16);
	value *= 2 ** (Number(power ?? 0) - 4 * fraction.length);
	if (sign === "-") value = -value;
	const float = point !== undefined || power !== undefined;
	return { value, float };
}

/** Without Lua's white space around it; a pattern for its end would look at every blank inside again and again. */
function trimmed(text: string): string {
	let [from, to] = [0, text.length];
	while (from < to && isSpace(text.charCodeAt(from))) from++;
	while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
	return text.slice(from, to);
}

function isSpace(code: number): boolean {
	return code === 32 || (code >= 9 && code <= 13);
}

function fits64(digits: string): boolean {
	const significant = digits.replace(/^([-+]?)0+(?=\d)/, "$1");
	return significant.length <= 20 && BigInt.asIntN(64, BigInt(significant)) === BigInt(significant);
}

/** What `tostring` makes of a number; undefined for an integer too large to be told exactly. */
export function printNumber(value: number, float: boolean): string | undefined {
	if (!float) return isTooLarge(value) ? undefined : String(value === 0 ? 0 : value);
	if (Number.isNaN(value)) return undefined;
	if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
	const text = printG(value, 14);
	return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** C's `%.<precision>g`. */
export function printG(value: number, precision: number): string {
	if (value === 0) return Object.is(value, -0) ? "-0" : "0";
	const digits = Math.max(1, Math.min(precision, 100));
	const exponential = value.toExponential(digits - 1);
	const exponent = Number(exponential.slice(exponential.indexOf("e") + 1));
	if (exponent < -4 || exponent >= digits) {
		const [mantissa = "", power = ""] = exponential.split("e");
		const sign = power.startsWith("-") ? "-" : "+";
		return `${trimZeros(mantissa)}e${sign}${power.replace(/^[-+]/, "").padStart(2, "0")}`;
	}
	return trimZeros(value.toFixed(Math.max(0, digits - 1 - exponent)));
}

function trimZeros(digits: string): string {
	return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}
