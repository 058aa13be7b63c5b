/** Prosody's table of hosts while a configuration is read (config_table in core/configmanager.lua). */
import { HostLog } from "../host-log.ts";
import type { Cells } from "../lua/journal.ts";
import type { Scope } from "../model.ts";
import { type Home, LoadedScope } from "../scope.ts";
import { HostLists } from "./host-lists.ts";

/** One host's own table. */
export class HostTable {
	readonly values: Cells = new Map();
	readonly scope: LoadedScope;

	constructor(
		readonly name: string,
		kind: Scope["kind"],
		home: Home,
	) {
		this.scope = new LoadedScope(kind, name, this.values, home);
	}
}

export class HostTables {
	readonly global: HostTable;
	readonly log = new HostLog();
	readonly lists = new HostLists(this);
	readonly #hosts = new Map<string, HostTable>();
	/** Hosts that the configuration does not get: a clash, or a name that is not known. */
	readonly #strays: HostTable[] = [];

	constructor(readonly home: Home) {
		this.global = new HostTable("*", "global", home);
	}

	find(name: string): HostTable | undefined {
		return name === "*" ? this.global : this.#hosts.get(name);
	}

	/** The host of that name, made when there is none. */
	get(name: string, kind: "VirtualHost" | "Component"): HostTable {
		const known = this.find(name);
		// In a branch that was taken back it may have been of the other kind.
		if (known && (known.scope.kind === kind || known.values.size > 0)) return known;
		const host = new HostTable(name, kind, this.home);
		this.#hosts.set(name, host);
		return host;
	}

	/** The file that spoke of a host is read again: a host of that name then keeps its place. */
	vacate(host: HostTable): void {
		if (this.#hosts.get(host.name) === host)
			this.#hosts.set(host.name, new HostTable(host.name, "VirtualHost", this.home));
	}

	/** Ends what {@link vacate} began: puts the hosts into the order in which they are read. */
	sort(sections: Iterable<{ readonly scope: Scope }>): void {
		const tables = new Map<Scope, HostTable>([...this.#hosts.values()].map((table) => [table.scope, table]));
		this.#hosts.clear();
		for (const { scope } of sections) {
			const table = tables.get(scope);
			if (table) this.#hosts.set(table.name, table);
		}
	}

	/** A table that takes options but is no host of the configuration. */
	stray(name: string, kind: "VirtualHost" | "Component"): HostTable {
		const host = new HostTable(name, kind, this.home);
		this.#strays.push(host);
		return host;
	}

	/** The hosts of the configuration in the order they first appear. */
	get all(): HostTable[] {
		return [...this.#hosts.values()].filter(({ values }) => values.size > 0);
	}
	/** The first of {@link all}. */
	get first(): HostTable | undefined {
		for (const host of this.#hosts.values()) if (host.values.size > 0) return host;
		return undefined;
	}
	get strays(): readonly HostTable[] {
		return this.#strays;
	}
}
