/** True for options and fields whose value nobody should read over the admin's shoulder, or in a text handed on for help. */
export function isSecret(name: string): boolean {
	return /secret|password|passwd|(?:^|_)token$|api_key/.test(name);
}
