/** Where typing happens. */

/** @param {string[]} lines @param {RegExp} pattern @returns {number} the first line from the middle on that matches */
export function middle(lines, pattern) {
	for (let line = lines.length >> 1; line < lines.length; line++) if (pattern.test(lines[line])) return line;
	throw new Error(`no line after the middle matches ${pattern}`);
}
