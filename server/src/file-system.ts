/** The text of a file, or why there is none. */
export type FileText =
	| {
			readonly text: string;
			/** Where the file really lies, symbolic links followed. */
			readonly real: string;
	  }
	/** `unknown`: nobody could look, which says nothing about the file. */
	| { readonly text?: undefined; readonly problem: "missing" | "unreadable" | "unknown" };

/** What the core may ask about files. The door supplies it; a text without a file has none. All URIs; nothing throws. */
export interface FileSystem {
	/** Whether there is a file or folder of that URI; undefined where that cannot be told. */
	exists(uri: string): boolean | undefined;
	read(uri: string): FileText;
	/** Where a file really lies, symbolic links followed; the same URI where that cannot be told. */
	real(uri: string): string;
	/** The names in a folder, in the order the file system gives them. */
	list(uri: string): readonly string[] | "missing" | "unreadable" | "unknown";
	/** False for a folder that is out of bounds: `list` tells of it at most whether it holds modules. Asked before names are shown to a person. */
	mayList?(uri: string): boolean;
	/** Files changed: whatever is remembered of them does not hold any more. */
	forget?(): void;
}
