import type { Catalog } from "../../catalog/catalog.ts";
import type { Assignment, Configuration, Scope } from "../../config/model.ts";
import type { Change } from "../../edits/change.ts";
import { insertAfter } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { assignmentsOfKind } from "../assignments.ts";
import { keywordMeant, mayBeSetElsewhere } from "../keywords.ts";
import { argumentsOf, isCall, isCallee, type Reference, referenceAt } from "../lua-tree.ts";
import { type Fix, type Report, rule, safe, suggested } from "../rule.ts";
import { problemsOf } from "../syntax-problem.ts";

export default rule({
	id: "missing-equals",
	local: true,
	title: t('An option without "=" in front of its value'),
	severity: "error",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog }, report) {
		for (const { at, detail, repair } of problemsOf(config, "missing-equals")) {
			const { name = "", value = "" } = detail;
			report({
				at,
				message: t('There is no "=" between {0} and {1}, so Prosody refuses the whole file.', name, value),
				fixes: [safe(t("Write {0} = …", name), repair)],
			});
		}
		const seen = new Set<number>();
		for (const { kind, at, name } of config.warnings) {
			if (kind !== "invalid-syntax" || keywordMeant(name) || seen.has(at.start)) continue;
			seen.add(at.start);
			const reference = referenceAt(at);
			if (!reference || isForTheMigrator(at)) continue;
			const finding = callOfNothing(reference, catalog);
			// The option, or the function, may be one of the main file.
			if (!mayBeSetElsewhere(config, at)) report(finding);
			else if (finding.fixes) report(ambiguous(name, at));
		}
		for (const append of silentAppends(config)) {
			if (!seen.has(append.nameSpan.start)) report(ambiguous(append.option, append.nameSpan, append.section.scope));
		}
	},
});

/** prosody-migrator has a configuration of its own, in which `input { … }` is right. */
function isForTheMigrator({ file }: Span): boolean {
	return /(?:^|[/\\])migrator\.cfg\.lua$/.test(file);
}

/** `modules_enabled { … }` where no such option was set before: Lua calls something that does not exist. */
function callOfNothing({ node: { name }, span, parents }: Reference, catalog: Catalog): Report {
	const call = parents.at(-1)!;
	const values = isCall(call) ? argumentsOf(call) : [];
	const asValue = call.type !== "CallExpression" || catalog.knowsOption(name);
	if (!asValue || values.length !== 1 || parents.at(-2)?.type !== "CallStatement") {
		return {
			at: span,
			message: t("There is no function called {0} that could be called here, so Prosody refuses the whole file.", name),
		};
	}
	return {
		at: span,
		message: t(
			'There is no "=" behind {0}: Prosody looks for a function of that name and refuses the whole file.',
			name,
		),
		fixes: [setIt(name, span, safe)],
	};
}

/** The same where the section has such a list already: 13.0 takes it for `name:append { … }`. */
function ambiguous(option: string, nameSpan: Span, scope?: Scope): Report {
	const earlier = scope?.own.get(option)?.assignments[0]?.nameSpan;
	const add = suggested(t("Add to the list, in so many words (:append)"), () => between(nameSpan, ":append", " "));
	// `name { … } { … }` adds twice; with "=" it would be no Lua.
	const isOneCall = referenceAt(nameSpan)?.parents.at(-2)?.type === "CallStatement";
	const set = isOneCall ? [setIt(option, nameSpan, suggested)] : [];
	return {
		at: nameSpan,
		severity: "warning",
		message: earlier
			? t(
					'Without "=" this adds to the {0} above instead of replacing it, and Prosody before 13.0 refuses the whole file. Say which one you mean.',
					option,
				)
			: t(
					'Without "=" Prosody 13.0 refuses this, or adds to a list called {0} that was set in another file; older ones always refuse it.',
					option,
				),
		related: earlier && [{ at: earlier, message: t("{0} is set here", option) }],
		fixes: earlier ? [add, ...set] : [...set, add],
	};
}

function silentAppends(config: Configuration): Assignment[] {
	return assignmentsOfKind(config, "append").filter(({ nameSpan }) => {
		const reference = referenceAt(nameSpan);
		return reference !== undefined && isCallee(reference);
	});
}

function setIt(name: string, at: Span, how: typeof safe): Fix {
	return how(t("Write {0} = …", name), () => between(at, " =", " "));
}

/** Inserts behind a name, with a blank where none follows. */
function between(name: Span, text: string, blank: string): Change[] {
	return insertAfter(name, /^[\s(]/.test(name.chunk.text.slice(name.to)) ? text : text + blank);
}
