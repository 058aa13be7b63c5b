/** Yes, no, or not to be known from the files (undefined): Kleene's logic. */
export type Truth = boolean | undefined;

export function and(a: Truth, b: Truth): Truth {
	if (a === false || b === false) return false;
	return a && b;
}

export function or(a: Truth, b: Truth): Truth {
	if (a === true || b === true) return true;
	return a === false && b === false ? false : undefined;
}

export function not(a: Truth): Truth {
	return a === undefined ? undefined : !a;
}
