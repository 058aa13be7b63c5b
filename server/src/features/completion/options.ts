/** Options and keywords to offer where a statement begins. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { Scope } from "../../config/model.ts";
import { type Candidate, letters, NOTHING, type Offer, type Request, sortKey } from "./item.ts";
import { type Known, type KnownOption, knownIn } from "./known.ts";

/** From the first to the last of the list. */
enum Group {
	/** What a Component's own module reads. */
	Own,
	/** What many configurations set, and something here reads it. */
	Common,
	/** Read by the server or a loaded module. */
	Read,
	/** What many set, for modules that are not loaded. */
	CommonElsewhere,
	Elsewhere,
	/** Of a community module that is not loaded, or one of a family. */
	Rare,
	/** Has another name today. */
	Renamed,
}

/** This much must be typed before options of community modules that are not loaded are offered. */
const ASKING = 2;

/** Options that have an effect in the section and are not set there; those of loaded modules first. */
export function optionOffer(request: Request, withKeywords: boolean): Offer {
	const { snapshot, context, series, typed, offset } = request;
	if (context.word?.kind === "string") return NOTHING;
	const { scope } = context.section;
	const known = knownIn(snapshot.catalog, series);
	const candidates: Candidate[] = [];
	const named = hasValue(request);
	const asked = typed.length >= ASKING ? typed.toLowerCase() : undefined;
	const wanted = letters(typed);
	for (const { one, isRead, group } of optionsFor(scope, known)) {
		if ((wanted & ~one.letters) !== 0 || (!isRead && !isWanted(one, scope, asked))) continue;
		if (isSet(scope, one.name, snapshot.uri, offset)) continue;
		candidates.push(named ? one.named(group) : one.candidate(group));
	}
	if (asked) candidates.push(...renamed(known, scope, asked, named));
	if (withKeywords && !named) candidates.push(...keywords(request));
	return { candidates, data: ["item", series], incomplete: asked === undefined };
}

/** An option, and what it is to a section. */
interface Placed {
	readonly one: KnownOption;
	readonly isRead: boolean;
	readonly group: number;
}

/** By the modules of a section, which most sections have in common with others: an editor asks with every key. */
const placed = new WeakMap<object, Map<string, { readonly known: Known; readonly options: readonly Placed[] }>>();

/** The options that may stand in a section. */
function optionsFor(scope: Scope, known: Known): readonly Placed[] {
	const { modules, kind, module } = scope;
	const ofModules = placed.get(modules.alike) ?? new Map();
	placed.set(modules.alike, ofModules);
	const key = `${kind} ${module}`;
	const before = ofModules.get(key);
	if (before?.known === known) return before.options;
	const options = known.options[kind].map((one): Placed => {
		const isRead = one.readers.length === 0 || one.readers.some((name) => modules.loaded.has(name) || name === module);
		return { one, isRead, group: groupOf(one, isRead, scope) };
	});
	ofModules.set(key, { known, options });
	return options;
}

/** Whether an option that nothing here reads is offered all the same. */
function isWanted({ name, rare }: KnownOption, scope: Scope, asked: string | undefined): boolean {
	// A Component has no use for what its modules do not read.
	if (scope.kind === "Component") return false;
	return !rare || (asked !== undefined && asks(asked, name));
}

/** Whether what is typed is the beginning of a name, or of a word in it. */
function asks(typed: string, name: string): boolean {
	return name.startsWith(typed) || name.includes(`_${typed}`);
}

function groupOf({ readers, common, rare, family }: KnownOption, isRead: boolean, { module }: Scope): number {
	if (family) return isRead ? Group.Elsewhere : Group.Rare;
	if (module !== undefined && readers.includes(module)) return Group.Own;
	if (isRead) return common ? Group.Common : Group.Read;
	return rare ? Group.Rare : common ? Group.CommonElsewhere : Group.Elsewhere;
}

/** Set in the scope by another line than the one in hand. */
function isSet(scope: Scope, name: string, uri: string, offset: number): boolean {
	const assignments = scope.own.get(name)?.assignments;
	return (
		assignments?.some(({ nameSpan, kind }) => {
			if (kind !== "set") return false;
			return nameSpan.file !== uri || offset < nameSpan.start || nameSpan.end < offset;
		}) ?? false
	);
}

/** Old names that lead to the new one. */
function* renamed({ renamed: old }: Known, scope: Scope, typed: string, named: boolean): Iterable<Candidate> {
	for (const { name, option, candidate } of old) {
		if (!name.startsWith(typed) || !option.scope.includes(scope.kind)) continue;
		const use = option.deprecated!.use!;
		const text = named ? use : `${use} = `;
		// Its own snippet would have the old name.
		yield { ...candidate(Group.Renamed), text, snippet: undefined, detail: `→ ${use}`, deprecated: true };
	}
}

/** True when the name that is typed has its `=` already. */
function hasValue({ snapshot, context, offset }: Request): boolean {
	const end = context.word?.end ?? offset;
	return /^[ \t]*=/.test(snapshot.text.slice(end, end + 80));
}

/** VirtualHost, Component and Include. */
function keywords({ snapshot }: Request): Candidate[] {
	const { firstHost } = snapshot.config;
	const domain = firstHost?.kind === "VirtualHost" && /^[\w.-]+$/.test(firstHost.name) ? firstHost.name : "example.org";
	const rooms = `rooms.${domain}`;
	const keyword = (label: string, text: string, snippet: string, rank: number): Candidate => ({
		label,
		kind: CompletionItemKind.Keyword,
		text,
		snippet,
		// Behind the common options, in front of the rare ones.
		sortText: sortKey(Group.Common, 80 + rank),
		letters: letters(label),
	});
	return [
		keyword("VirtualHost", 'VirtualHost "example.org"', 'VirtualHost "${1:example.org}"\n\t$0', 0),
		keyword("Component", `Component "${rooms}" "muc"`, `Component "\${1:${rooms}}" "\${2:muc}"\n\t$0`, 1),
		keyword("Include", 'Include "conf.d/*.cfg.lua"', 'Include "${1:conf.d/*.cfg.lua}"', 2),
	];
}
