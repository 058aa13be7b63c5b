/** What counts as an address: of the network, and of people. */

/** True for an IPv4 address, with four numbers and no zeros in front of them. */
export function isIPv4(text: string): boolean {
	const parts = text.split(".");
	return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** True for an IPv6 address, with a zone or an IPv4 tail if need be. */
export function isIPv6(text: string): boolean {
	const [address = "", ...zone] = text.split("%");
	if (zone.length > 1 || (zone.length === 1 && zone[0] === "")) return false;
	const halves = address.split("::");
	if (halves.length > 2) return false;
	const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
	const all = groups.flat();
	const tail = all.at(-1);
	const hasTail = tail?.includes(".") === true;
	if (hasTail && !isIPv4(tail)) return false;
	const plain = hasTail ? all.slice(0, -1) : all;
	if (!plain.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
	const count = plain.length + (hasTail ? 2 : 0);
	return halves.length === 2 ? count <= 7 : count === 8;
}

export function isIP(text: string): boolean {
	return isIPv4(text) || isIPv6(text);
}

/** True for a range such as `192.0.2.0/24`. */
export function isRange(text: string): boolean {
	const [address = "", bits = "", ...more] = text.split("/");
	if (more.length > 0 || !/^\d{1,3}$/.test(bits) || !isIP(address)) return false;
	return Number(bits) <= (address.includes(":") ? 128 : 32);
}
