/** A replacement in a file as it is now; offsets are UTF-16 code units of the whole file. */
export interface Change {
	readonly file: string;
	readonly start: number;
	readonly end: number;
	readonly text: string;
}
