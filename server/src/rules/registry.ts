import rules from "virtual:rules";
import type { RegisteredRule } from "./rule.ts";

/** Every rule, by group, then id. */
export const RULES: readonly RegisteredRule[] = rules;

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** A rule by its id. */
export function findRule(id: string): RegisteredRule | undefined {
	return BY_ID.get(id);
}
