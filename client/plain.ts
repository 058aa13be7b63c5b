/** Texts that hold what a file says, where VS Code reads more into a text than letters. */

/** For a notification, in which `[words](command:…)` would be a link: a space between the two makes it none. */
export function forNotification(text: string): string {
	return text.replace(/\](?=\()/g, "] ");
}

/** For an entry of a list to choose from, in which `$(name)` would be an icon. */
export function forChoice(text: string): string {
	return text.replace(/\$(?=\()/g, "\\$");
}
