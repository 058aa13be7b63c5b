/**
 * The form under which Prosody files a host: nameprep folds case and compatibility forms
 * (util.encodings.stringprep.nameprep). Undefined where it would refuse the name.
 */
export function nameprep(name: string): string | undefined {
	const folded = name.normalize("NFKC").toLowerCase().normalize("NFKC");
	// Control characters and spaces are prohibited output of nameprep (RFC 3491 section 5).
	return /[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u.test(folded) ? undefined : folded;
}
