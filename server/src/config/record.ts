/**
 * What was read so far: hosts, sections, options, warnings. Filled in by the loader, handed out as a {@link Configuration}.
 */
import type { Span, SyntaxTree } from "../syntax/tree.ts";
import { looksLikeFragment } from "./fragment.ts";
import type { Assignment, Configuration, LoadError, LoadWarning, Scope, Section, Unseen } from "./model.ts";
import { LoadedScope } from "./scope.ts";
import type { VersionChoice } from "./version.ts";

type MutableSection = { -readonly [Key in keyof Section]: Section[Key] };

export class Record {
	readonly global = new LoadedScope("global", "*");
	readonly warnings: LoadWarning[] = [];
	readonly unseen: Unseen[] = [];
	/** The section that options are set in at the moment. */
	section: MutableSection;
	readonly #hosts = new Map<string, LoadedScope>();
	/** Scopes that no host stands behind: a clash, or a name that is not known. */
	readonly #strays: LoadedScope[] = [];
	readonly #sections: Section[] = [];
	/** Plain assignments made so far in this file, by scope and name: the second one is the duplicate. */
	readonly #set = new Map<Scope, Map<string, Span>>();
	readonly #errors: LoadError[] = [];

	constructor(readonly tree: SyntaxTree) {
		this.section = this.openSection(this.global, "statements");
	}

	openSection(scope: LoadedScope, form: Section["form"], head?: Span, nameSpan?: Span): MutableSection {
		this.section = { scope, uri: this.tree.uri, head, nameSpan, form, assignments: [] };
		scope.sections.push(this.section);
		this.#sections.push(this.section);
		return this.section;
	}

	/** Prosody stops at the first error; what follows is read all the same. */
	fail(error: LoadError): void {
		this.#errors.push(error);
	}

	/** An option of the current section. */
	assign(assignment: Omit<Assignment, "section">): void {
		const { section } = this;
		const scope = section.scope as LoadedScope;
		const { option, nameSpan, kind, conditional } = assignment;
		if (kind === "set" && !conditional && section.form === "statements") {
			const set = this.#set.get(scope) ?? new Map<string, Span>();
			const first = set.get(option);
			if (first) this.warnings.push({ kind: "duplicate-option", at: nameSpan, first, name: option });
			else this.#set.set(scope, set.set(option, nameSpan));
		}
		scope.assign({ ...assignment, section });
	}

	/** The host of that name; a stray one when its kind clashes with an earlier one. */
	host(kind: "VirtualHost" | "Component", name: string, at: Span): LoadedScope {
		const known = this.#hosts.get(name);
		if (known && known.kind !== kind) {
			const message = `${kind} "${name}" clashes with the ${known.kind} of the same name`;
			this.fail({ kind: "host-clash", at, message });
			return this.stray(kind, name);
		}
		if (known) return known;
		const scope = new LoadedScope(kind, name);
		this.#hosts.set(name, scope);
		return scope;
	}

	/** A scope that takes options but is no host of the configuration. */
	stray(kind: "VirtualHost" | "Component", name: string): LoadedScope {
		const scope = new LoadedScope(kind, name);
		this.#strays.push(scope);
		return scope;
	}

	result(version: VersionChoice): Configuration {
		const { tree } = this;
		const fragment = looksLikeFragment(tree.uri, this.global);
		const unseen = fragment ? [...this.unseen, { kind: "fragment" as const, what: tree.uri }] : this.unseen;
		const hosts = [...this.#hosts.values()];
		// Whether a host is enabled may depend on the global section, which is complete only now.
		let virtualHosts: readonly Scope[] | undefined;
		let components: readonly Scope[] | undefined;
		const configuration: Configuration = {
			trees: [tree],
			version,
			global: this.global,
			hosts,
			sections: this.#sections,
			unseen,
			whole: unseen.length === 0,
			fragment,
			warnings: this.warnings,
			includes: [],
			errors: this.#errors,
			error: this.#errors[0],
			host: (name) => this.#hosts.get(name),
			get virtualHosts() {
				virtualHosts ??= hosts.filter((host) => host.kind === "VirtualHost" && host.enabled);
				return virtualHosts;
			},
			get components() {
				components ??= hosts.filter((host) => host.kind === "Component" && host.enabled);
				return components;
			},
		};
		for (const scope of [this.global, ...hosts, ...this.#strays]) scope.config = configuration;
		return configuration;
	}
}
