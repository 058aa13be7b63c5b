/** Lua's strings are bytes; a configuration's are UTF-8. Where a function counts bytes, it works on these. */

const ASCII = /^[\0-\x7f]*$/;

/** The bytes of a text, one character each. */
export function toBytes(text: string): string {
	if (ASCII.test(text)) return text;
	const codes = new TextEncoder().encode(text);
	let bytes = "";
	// As many at once as a call takes arguments without complaint.
	for (let at = 0; at < codes.length; at += 8192) {
		bytes += String.fromCharCode.apply(undefined, codes.subarray(at, at + 8192) as unknown as number[]);
	}
	return bytes;
}

/** The text that bytes stand for; undefined when they are no valid UTF-8. */
export function fromBytes(bytes: string): string | undefined {
	if (ASCII.test(bytes)) return bytes;
	try {
		const codes = new Uint8Array(bytes.length);
		for (let at = 0; at < bytes.length; at++) codes[at] = bytes.charCodeAt(at);
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(codes);
	} catch {
		return undefined;
	}
}

export function byteLength(text: string): number {
	return ASCII.test(text) ? text.length : new TextEncoder().encode(text).length;
}

/** The order of two texts byte by byte, which is that of the C locale. */
export function compareBytes(a: string, b: string): number {
	const [left, right] = [toBytes(a), toBytes(b)];
	return left < right ? -1 : left > right ? 1 : 0;
}
