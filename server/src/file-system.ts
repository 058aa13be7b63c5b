/** What the core may ask about files. The door supplies it; there is none on the web and for texts without a file. */
export interface FileSystem {
	/** Whether there is a file or folder of that URI; undefined where that cannot be told. */
	exists(uri: string): boolean | undefined;
}
