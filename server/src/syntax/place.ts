/**
 * Where the nodes of a tree lie. A file of 5,000 lines has twenty thousand nodes, and luaparse gives each of them an array of two
 * numbers: most places fit into one number that takes no room of its own.
 */

/** `from` and the length in one number, or as luaparse has it. */
export type Place = number | readonly [from: number, to: number];

/** A node as we keep it: luaparse sets `range`, which its published types do not know. */
export interface Placed {
	range: Place;
}

/** The lower bits of a place. V8 keeps numbers of up to 30 bits where a pointer would stand. */
const LENGTH = 2 ** 12;
const FROM = 2 ** 18;

/** @param known as it is now: the array in it is taken over where one is needed */
export function placeOf(from: number, to: number, known?: Place): Place {
	if (from < FROM && to - from < LENGTH && to >= from) return from * LENGTH + (to - from);
	return typeof known === "object" && known[0] === from && known[1] === to ? known : [from, to];
}

export function rangeOfPlace(place: Place): readonly [from: number, to: number] {
	if (typeof place !== "number") return place;
	const from = Math.floor(place / LENGTH);
	return [from, from + (place % LENGTH)];
}
