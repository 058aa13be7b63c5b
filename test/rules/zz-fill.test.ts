/** Temporary: fills "@@" bodies of fixed blocks. */
import { readFileSync, writeFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { applyChanges } from "../../server/src/edits/index.ts";
import { readSettings, Snapshot } from "../../server/src/engine.ts";
import { readPage } from "./page.ts";

describe("fill", () => {
	for (const group of ["abuse", "contact", "community"]) {
		const folder = join(process.cwd(), "server/src/rules", group);
		for (const name of readdirSync(folder).filter((one) => one.endsWith(".md"))) {
			it(name, () => {
				const path = join(folder, name);
				const id = name.replace(".md", "");
				let page = readFileSync(path, "utf8");
				const blocks = readPage(page);
				let bad: (typeof blocks)[number] | undefined;
				for (const block of blocks) {
					if (block.kind === "bad") {
						bad = block;
						const snap = snapshotOf(bad, bad.text);
						console.log(`\n## ${id} line ${block.line}`, snap.failures);
						for (const f of of(snap, id)) console.log(`[${f.severity}] <${f.at.text.split("\n")[0]}> ${f.message} (${f.message.length})\n   ${f.fixes.map((x) => `${x.safe ? "safe" : "sugg"} "${x.title}"${x.then ? ` THEN ${x.then}` : ""}`).join("\n   ")}`);
					}
					if (block.kind === "good") {
						const snap = snapshotOf(block, block.text);
						for (const f of of(snap, id)) console.log(`!! good line ${block.line}: <${f.at.text.split("\n")[0]}> ${f.message}`);
					}
					if (block.kind !== "fixed" || block.text.trim() !== "@@" || !bad) continue;
					let snap = snapshotOf(bad, bad.text);
					const title = block.options.fix;
					let rounds = title ? 1 : of(snap, id).length;
					for (; rounds > 0; rounds--) {
						const fix = of(snap, id).map((f) => (title ? f.fixes.find((x) => x.title === title) : f.fixes[0])).find((x) => x);
						if (!fix) break;
						snap = snapshotOf(bad, applyChanges(snap.text, fix.changes()));
					}
					page = page.replace("@@\n", () => snap.text);
				}
				writeFileSync(path, page);
			});
		}
	}
});
function snapshotOf(block: { options: Readonly<Record<string, string>> }, text: string) {
	return new Snapshot(`file:///etc/prosody/${block.options.file ?? "prosody.cfg.lua"}`, text, readSettings(block.options));
}
function of(snap: Snapshot, id: string) {
	return snap.findings.filter((f) => f.rule.id === id);
}
