import type { Scope } from "./model.ts";

/**
 * True for a file that is read as part of another one, as far as its place and content tell:
 * it lies in a folder that main configurations include from, or it is not called prosody.cfg.lua and sets no global module list.
 */
export function looksLikeFragment(uri: string, global: Scope): boolean {
	if (isEntryName(uri)) return false;
	const segments = uri.split(/[/\\]/);
	const name = segments.pop() ?? "";
	if (/^(conf|hosts|vhosts|sites|prosody)[._-](d|avail|available|enabled)$/.test(segments.pop() ?? "")) return true;
	return /\.cfg\.lua$/.test(name) && !global.own.has("modules_enabled");
}

/** True for prosody-migrator's settings: they lie beside the configuration and look like it, but nothing said of one holds for them. */
export function isOtherFormat(uri: string): boolean {
	return /(^|[/\\])migrator\.cfg\.lua$/.test(uri);
}

/** True for the name that Prosody itself looks for: such a file is nobody's part. */
export function isEntryName(uri: string): boolean {
	return /(^|[/\\])prosody\.cfg\.lua(\.dist)?$/.test(uri);
}
