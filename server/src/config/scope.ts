import type { Assignment, Configuration, ModuleSet, Scope, Section, Setting } from "./model.ts";
import { effectiveModules } from "./modules.ts";
import type { TableField, TableValue, Value } from "./value.ts";

/** A scope while the configuration is read, and afterwards what rules see of it. */
export class LoadedScope implements Scope {
	module?: string;
	readonly sections: Section[] = [];
	readonly own = new Map<string, Setting>();
	config!: Configuration;
	#modules?: ModuleSet;

	constructor(
		readonly kind: Scope["kind"],
		readonly name: string,
	) {}

	get enabled(): boolean {
		const enabled = this.value("enabled");
		return !(enabled?.type === "boolean" && !enabled.value);
	}

	get modules(): ModuleSet {
		this.#modules ??= effectiveModules(this);
		return this.#modules;
	}

	get(option: string): Setting | undefined {
		const own = this.own.get(option);
		if (this.kind === "global" || (own && own.value.type !== "nil")) return own;
		return this.config.global.own.get(option) ?? own;
	}

	value(option: string): Value | undefined {
		const value = this.get(option)?.value;
		return value?.type === "nil" ? undefined : value;
	}

	isUnset(...options: string[]): boolean {
		return options.every((option) => this.value(option) === undefined);
	}

	/** Records one assignment and folds it into the option's value. */
	assign(assignment: Assignment): void {
		const before = this.own.get(assignment.option);
		const value = fold(before, assignment);
		const assignments = [...(before?.assignments ?? []), assignment];
		const at = assignments.findLast((one) => one.kind === "set") ?? assignment;
		this.own.set(assignment.option, { option: assignment.option, scope: this, value, assignments, at });
		assignment.section.assignments.push(assignment);
	}
}

function fold(before: Setting | undefined, assignment: Assignment): Value {
	const { value, kind, conditional } = assignment;
	if (conditional) {
		return {
			type: "unknown",
			reason: "it is set inside an if, a loop or a function",
			span: value.span,
			literal: false,
		};
	}
	if (kind === "set") return value;
	// `name.key = …` writes into the reference, not into the option (13.0); older series stop with an error before.
	if (kind === "field") return before?.value ?? value;
	if (!before || before.value.type === "nil") return value;
	return append(before.value, value);
}

/** `option:append { … }`: list part to the list part, or else fields over fields (core/configmanager.lua of 13.0). */
function append(base: Value, more: Value): Value {
	if (base.type !== "table" || more.type !== "table") {
		const unknown = base.type === "unknown" ? base : more;
		const reason = unknown.type === "unknown" ? unknown.reason : "only lists can be appended";
		return { type: "unknown", reason, span: more.span, literal: false };
	}
	const isList = more.items.length > 0;
	const fields = new Map<string, TableField>(base.fields);
	if (!isList) for (const [key, field] of more.fields) fields.set(key, field);
	const merged: TableValue = {
		type: "table",
		items: isList ? [...base.items, ...more.items] : base.items,
		fields,
		open: base.open || more.open,
		span: base.span,
		literal: base.literal,
	};
	return merged;
}
