/**
 * The form under which Prosody files a host: nameprep (RFC 3491; util.encodings.stringprep.nameprep) folds case and compatibility
 * forms, and drops what cannot be seen. Undefined where it would refuse the name.
 */
export function nameprep(name: string): string | undefined {
	if (/^[\0-\x7f]*$/.test(name)) return name.toLowerCase();
	const mapped = foldCase(foldCase(name.replace(MAPPED_TO_NOTHING, "")).normalize("NFKC")).normalize("NFKC");
	if (PROHIBITED.test(mapped)) return undefined;
	if (!RIGHT_TO_LEFT.test(mapped)) return mapped;
	// A name that runs from right to left must do so from its first to its last character (RFC 3454, section 6).
	const characters = [...mapped];
	const runs = RIGHT_TO_LEFT.test(characters[0]!) && RIGHT_TO_LEFT.test(characters.at(-1)!);
	return runs && !characters.some((char) => /\p{L}/u.test(char) && !RIGHT_TO_LEFT.test(char)) ? mapped : undefined;
}

/** Case folding as Unicode defines it: through capitals, so that ß becomes ss; the dotless i has no partner. */
function foldCase(text: string): string {
	return text
		.split("\u0131")
		.map((part) => part.toUpperCase().toLowerCase().replaceAll("\u03c2", "\u03c3"))
		.join("\u0131");
}

/** RFC 3454, table B.1. */
const MAPPED_TO_NOTHING = /\u00ad|\u034f|\u1806|[\u180b-\u180d]|[\u200b-\u200d]|\u2060|[\ufe00-\ufe0f]|\ufeff/g;

/**
 * RFC 3491 section 5: tables C.1.2, C.2.2 and C.3 to C.9 of RFC 3454. ASCII spaces and control characters are not among them.
 */
const PROHIBITED =
	/[\u0080-\u009f\u06dd\u070f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2063\u206a-\u206f\u2ff0-\u2ffb\u3000\ufeff\ufff9-\ufffd\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** RFC 3454, table D.1: Hebrew, Arabic, Syriac and Thaana, and the mark that sets the direction. */
const RIGHT_TO_LEFT =
	/[\u05be\u05c0\u05c3\u05d0-\u05ea\u05f0-\u05f4\u061b\u061f\u0621-\u063a\u0640-\u064a\u066d-\u066f\u0671-\u06d5\u06dd\u06e5\u06e6\u06fa-\u06fe\u0700-\u070d\u0710\u0712-\u072c\u0780-\u07a5\u07b1\u200f\ufb1d\ufb1f-\ufb28\ufb2a-\ufb36\ufb38-\ufb3c\ufb3e\ufb40\ufb41\ufb43\ufb44\ufb46-\ufbb1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfc\ufe70-\ufe74\ufe76-\ufefc]/u;
