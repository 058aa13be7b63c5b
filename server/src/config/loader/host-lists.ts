/** Lists of the hosts of a configuration. Every keystroke asks for them: an edit in one of ten thousand hosts puts that one in its place. */
import type { Scope } from "../model.ts";
import type { HostTables } from "./hosts.ts";

interface Lists {
	readonly all: readonly Scope[];
	readonly virtualHosts: readonly Scope[];
	/** Enabled ones, as those above are. */
	readonly components: readonly Scope[];
}

export class HostLists {
	#lists?: Lists;
	#revision = -1;

	constructor(readonly tables: HostTables) {}

	/** The hosts as they are now, in the order they first appear. */
	get present(): Lists {
		const { log } = this.tables;
		if (!this.#lists || this.#revision !== log.revision) this.#lists = this.#replaced(this.#lists) ?? this.#fresh();
		this.#revision = log.revision;
		return this.#lists;
	}

	#fresh(): Lists {
		const all = this.tables.all.map(({ scope }) => scope);
		const enabled = all.filter((host) => host.enabled);
		const of = (wanted: Scope["kind"]) => enabled.filter(({ kind }) => kind === wanted);
		return { all, virtualHosts: of("VirtualHost"), components: of("Component") };
	}

	/** The lists with other objects for the same hosts; undefined when hosts came, went, or were switched on or off. */
	#replaced(lists: Lists | undefined): Lists | undefined {
		const changes = this.tables.log.since(this.#revision);
		if (!lists || !changes?.every(({ sameOrder }) => sameOrder)) return undefined;
		const all = [...lists.all];
		const virtualHosts = [...lists.virtualHosts];
		const components = [...lists.components];
		for (const name of new Set(changes.flatMap(({ names }) => names))) {
			const at = all.findIndex((host) => host.name === name);
			const [before, now] = [all[at], this.tables.find(name)];
			if (!before && !(now && now.values.size > 0)) continue;
			if (!before || !now || !isSame(before, now.scope) || now.values.size === 0) return undefined;
			all[at] = now.scope;
			const listed = before.kind === "VirtualHost" ? virtualHosts : components;
			const place = listed.indexOf(before);
			if (place >= 0) listed[place] = now.scope;
		}
		return { all, virtualHosts, components };
	}
}

function isSame(a: Scope, b: Scope): boolean {
	return a.kind === b.kind && a.enabled === b.enabled;
}
