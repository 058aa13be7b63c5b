/** Modules to offer in modules_enabled, modules_disabled and behind Component "x". */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { ModuleEntry } from "../../catalog/types.ts";
import type { Scope } from "../../config/model.ts";
import { t } from "../../l10n.ts";
import { type Candidate, isPlainText, type Offer, type Request, sortKey } from "./item.ts";
import { type Known, type KnownModule, knownIn } from "./known.ts";

/** Behind everything else: what does not go together with a module that is loaded. */
const CONFLICTING = 8;

const PREFIX = "mod_";

/** Modules that make sense in the list and are not in effect yet. */
export function enabledOffer(request: Request): Offer {
	const { snapshot, context, series } = request;
	const { scope } = context.section;
	const known = knownIn(snapshot.catalog, series);
	const listed = listedNames(request, "modules_enabled");
	const { loaded } = scope.modules;
	const candidates: Candidate[] = [];
	// The name of the file, which the admin knows from elsewhere: the list has names without it.
	const prefix = request.typed.startsWith(PREFIX) ? PREFIX : "";
	for (const one of known.modules) {
		const { name, entry } = one;
		const because = loaded.get(name)?.because;
		// In the global section, what the global list names is listed.
		const isThere = because !== undefined && because !== "host" && !(because === "global" && scope.kind === "global");
		if (isThere || listed.has(name) || !fits(entry, scope)) continue;
		if (one.group === 5 && entry.replacedBy !== undefined && loaded.has(entry.replacedBy)) continue;
		const made = candidate(one, conflictOf(known, name, loaded));
		const isOwn = one.group <= 1 && scope.module !== undefined && name.startsWith(`${scope.module}_`);
		const placed = isOwn ? { ...made, sortText: sortKey(0, 0) } : made;
		candidates.push(prefix ? { ...placed, filterText: prefix + name, letters: undefined } : placed);
	}
	return { candidates, data: ["item", series] };
}

function conflictOf({ conflicts }: Known, name: string, loaded: ReadonlyMap<string, unknown>): string | undefined {
	return conflicts.get(name)?.find((other) => loaded.has(other));
}

function candidate({ name, entry, group, rank, letters }: KnownModule, conflict?: string): Candidate {
	const origin = originWords(entry);
	return {
		label: name,
		kind: CompletionItemKind.Module,
		quoted: true,
		detail: conflict === undefined ? origin : t("not together with {0}", conflict),
		sortText: sortKey(conflict === undefined ? group : CONFLICTING, rank),
		deprecated: group === 5,
		letters,
		// The catalog that explains items does not know it.
		data: entry.origin === "local" ? ["text", entry.summary] : undefined,
	};
}

function originWords({ origin }: ModuleEntry): string | undefined {
	if (origin === "core") return undefined;
	return origin === "community" ? t("community") : t("on this server");
}

function fits({ name, loadedAs, kind }: ModuleEntry, scope: Scope): boolean {
	if (kind !== "host" && kind !== "global") return false;
	switch (scope.kind) {
		case "global":
			return loadedAs ? loadedAs.includes("global") : true;
		case "VirtualHost":
			return loadedAs ? loadedAs.includes("VirtualHost") : kind === "host";
		case "Component":
			// What is made for chat rooms has no place elsewhere.
			if (name.startsWith("muc_") && scope.module !== "muc") return false;
			return loadedAs ? loadedAs.includes("component-list") : false;
	}
}

/** Modules that are in effect and can be switched off: first those of the lists, last what others depend on. */
export function disabledOffer(request: Request): Offer {
	const { context, series } = request;
	const listed = listedNames(request, "modules_disabled");
	const { loaded, leftOut } = context.section.scope.modules;
	const candidates: Candidate[] = [];
	const add = (name: string, group: number, detail?: string) => {
		if (listed.has(name) || !isPlainText(name)) return;
		candidates.push({
			label: name,
			kind: CompletionItemKind.Module,
			quoted: true,
			detail,
			sortText: sortKey(group),
		});
	};
	for (const { name, because, via } of loaded.values()) {
		if (because === "component") continue;
		if (because === "autoload") add(name, 1, t("loads by itself"));
		else if (because === "dependency") add(name, 2, via && t("needed by {0}", via));
		else add(name, 0);
	}
	// The name under the cursor is switched off already.
	for (const { name, because } of leftOut.values()) if (because === "disabled") add(name, 0);
	return { candidates, data: ["item", series] };
}

/** What the first part of a host's name makes likely; the most common service first. */
const USUAL: readonly (readonly [RegExp, string])[] = [
	[/^(?:rooms?|conference|conf|muc|chats?|groups?|channels?)\b/, "muc"],
	[/^(?:upload|uploads|share|files?|http-?upload)\b/, "http_file_share"],
	[/^(?:proxy|proxy65|socks|bytestreams?)\b/, "proxy65"],
	[/^(?:pubsub|news|feeds?|blog)\b/, "pubsub"],
];

/** Modules that serve a Component. */
export function componentOffer({ snapshot, context, series }: Request): Offer {
	const { name } = context.section.scope;
	const likely = USUAL.find(([pattern]) => pattern.test(name))?.[1];
	const rankOf = (module: string) => {
		const index = USUAL.findIndex(([, usual]) => usual === module);
		return module === likely ? 0 : index < 0 ? undefined : index + 1;
	};
	const candidates = knownIn(snapshot.catalog, series)
		.modules.filter(({ entry }) => servesComponents(entry))
		.map((one) => (one.group === 0 ? { ...candidate(one), sortText: sortKey(0, rankOf(one.name)) } : candidate(one)));
	return { candidates, data: ["item", series] };
}

/** Not `component`, which is there where no module is named. */
function servesComponents({ name, loadedAs, kind }: ModuleEntry): boolean {
	if (name === "component") return false;
	return loadedAs ? loadedAs.includes("component-module") : kind === "component";
}

/** What a list of a scope names, the item under the cursor left out. */
function listedNames({ offset, snapshot, context }: Request, option: string): Set<string> {
	const names = new Set<string>();
	for (const { value } of context.section.scope.own.get(option)?.assignments ?? []) {
		if (value.type !== "table") continue;
		for (const item of value.items) {
			const here = item.span.file === snapshot.uri && item.span.start < offset && offset <= item.span.end;
			if (item.type === "string" && !here) names.add(item.value);
		}
	}
	return names;
}
