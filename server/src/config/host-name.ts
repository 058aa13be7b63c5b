/**
 * The form under which Prosody files a host: nameprep folds case and compatibility forms
 * (util.encodings.stringprep.nameprep). Undefined where it would refuse the name.
 */
export function nameprep(name: string): string | undefined {
	const folded = name.normalize("NFKC").toLowerCase().normalize("NFKC");
	return PROHIBITED.test(folded) ? undefined : folded;
}

/**
 * RFC 3491 section 5: tables C.1.2, C.2.2 and C.3 to C.9 of RFC 3454. ASCII spaces and control characters are not among them.
 */
const PROHIBITED =
	/[\u0080-\u009f\u06dd\u070f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2063\u206a-\u206f\u2ff0-\u2ffb\u3000\ufeff\ufff9-\ufffd\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]/u;
