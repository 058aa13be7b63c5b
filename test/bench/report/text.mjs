/** Figures and columns for people. */

/** @param {number} value */
export function number(value) {
	if (value >= 100) return value.toFixed(0);
	return value.toFixed(value >= 10 ? 1 : 2);
}

/** @param {number} value */
export function times(value) {
	return `${value >= 100 ? value.toFixed(0) : value.toPrecision(2)}×`;
}

/** @param {string[][]} rows @param {Set<number>} [left] columns of words; the others hold figures */
export function align(rows, left = new Set([0])) {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const pad = (text, column) => (left.has(column) ? text.padEnd(widths[column]) : text.padStart(widths[column]));
	return rows.map((row) => row.map(pad).join("   ").trimEnd());
}
