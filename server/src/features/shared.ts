/**
 * Parts of answers that stay the same from edit to edit: of five hundred diagnostics a keystroke changes one.
 * They are the same objects then, which nobody may change, and who writes them out need do so only once.
 */

/** Where a part keeps what it is as JSON. The half of the server that makes the parts is loaded apart from the half that sends them. */
const JSON_TEXT = Symbol.for("prosody: as JSON");

interface Shared {
	[JSON_TEXT]: string;
}

/** Declares that a part is never changed, and most likely sent again. */
export function share<Part extends object>(part: Part): Part {
	return Object.defineProperty(part, JSON_TEXT, { value: "", writable: true });
}

function isShared(value: unknown): value is Shared {
	return typeof value === "object" && value !== null && JSON_TEXT in value;
}

function jsonOfShared(part: Shared): string {
	if (part[JSON_TEXT] === "") part[JSON_TEXT] = asciiJson(part)!;
	return part[JSON_TEXT];
}

/** JSON in ASCII: as many bytes as characters. Undefined for what JSON leaves out. */
function asciiJson(value: unknown): string | undefined {
	const text: string | undefined = JSON.stringify(value);
	return text?.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Shared parts stand at most this deep in a message: in a list of its `result`. */
const DEEPEST = 3;

/**
 * A message as JSON in ASCII, in pieces that follow each other; of a list of shared parts most is at hand.
 * @param pieces where they are added
 */
export function addJson(value: unknown, pieces: string[], depth = 0): void {
	if (isShared(value)) pieces.push(jsonOfShared(value));
	else if (typeof value !== "object" || value === null || depth > DEEPEST) pieces.push(asciiJson(value) ?? "null");
	else if (Array.isArray(value)) addItems(value, pieces);
	else addMembers(value, pieces, depth + 1);
}

function addItems(items: readonly unknown[], pieces: string[]): void {
	if (!items.some(isShared)) {
		pieces.push(asciiJson(items)!);
		return;
	}
	let sign = "[";
	for (const item of items) {
		pieces.push(sign, isShared(item) ? jsonOfShared(item) : (asciiJson(item) ?? "null"));
		sign = ",";
	}
	pieces.push("]");
}

function addMembers(value: object, pieces: string[], depth: number): void {
	let sign = "{";
	for (const [name, member] of Object.entries(value)) {
		if (member === undefined || typeof member === "function" || typeof member === "symbol") continue;
		pieces.push(`${sign}${asciiJson(name)}:`);
		addJson(member, pieces, depth);
		sign = ",";
	}
	pieces.push(sign === "{" ? "{}" : "}");
}
