/** What goes over the wire: the same messages as the library's writer sends, each in one piece. */
import assert from "node:assert/strict";
import { PassThrough, Writable } from "node:stream";
import type { Message } from "vscode-languageserver/node";
import { StreamMessageReader } from "vscode-languageserver/node";
import { share } from "../../server/src/features/shared.ts";
import { StreamWriter } from "../../server/src/lsp/message-writer.ts";

type Any = Message & Record<string, unknown>;

/** What a client reads of what is written. */
async function read(messages: readonly Any[]): Promise<unknown[]> {
	const stream = new PassThrough();
	const writer = new StreamWriter(stream);
	const received: unknown[] = [];
	const all = new Promise<void>((resolve) => {
		new StreamMessageReader(stream).listen((message) => {
			if (received.push(message) === messages.length) resolve();
		});
	});
	await Promise.all([...messages.map((message) => writer.write(message)), all]);
	return received;
}

const answer = (result: unknown): Any => ({ jsonrpc: "2.0", id: 1, result });
const shared = () => share({ message: "“ä” 🦜 \u2028", range: { start: { line: 1, character: 2 } } });

describe("message writer", () => {
	const cases: [string, Any][] = [
		["nothing", answer(null)],
		["a text", answer('“quoted” "ä" \\u00e4 \n')],
		["a lone surrogate", answer("\ud83e")],
		["an empty object", answer({})],
		["an empty list", answer([])],
		["members that are not there", answer({ a: undefined, b: [undefined, null], c: () => 1 })],
		["a deep object", answer({ a: { b: { c: { d: { e: ["ä", { f: undefined }] } } } } })],
		["a shared part", answer(shared())],
		["a list of shared parts", answer([shared(), shared()])],
		["a list of both kinds", answer([{ own: 1 }, shared(), undefined, "x"])],
		["a list inside", answer({ kind: "full", resultId: "1", items: [shared(), { own: 1 }] })],
		["a notification", { jsonrpc: "2.0", method: "m/ä", params: { uri: "file:///ä", diagnostics: [shared()] } }],
		["an error", { jsonrpc: "2.0", id: "ä", error: { code: -32000, message: "ö" } }],
	];
	for (const [name, message] of cases) {
		it(name, async () => assert.deepEqual(await read([message]), [JSON.parse(JSON.stringify(message))]));
	}

	it("keeps the order", async () => {
		const messages = Array.from({ length: 50 }, (_, id) => ({ ...answer("x".repeat((id * 7919) % 70000)), id }));
		assert.deepEqual(await read(messages), messages);
	});

	it("hands the stream each message in one piece", async () => {
		const pieces: string[] = [];
		const stream = new Writable({
			write(chunk: Buffer, _, done) {
				pieces.push(chunk.toString("latin1"));
				done();
			},
		});
		const part = shared();
		await new StreamWriter(stream).write(answer([part, part]));
		assert.equal(pieces.length, 1);
		assert.match(pieces[0]!, /^Content-Length: \d+\r\n\r\n\{"jsonrpc"/);
	});

	it("tells of a stream that is broken", async () => {
		const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error("gone")) });
		const writer = new StreamWriter(stream);
		const told: unknown[][] = [];
		writer.onError(([error, message, count]) => told.push([error.message, message?.jsonrpc, count]));
		await assert.rejects(writer.write(answer(1)), /gone/);
		assert.deepEqual(told.at(-1), ["gone", "2.0", 1]);
	});

	it("does not write what cannot be written, and goes on", async () => {
		const stream = new PassThrough();
		const writer = new StreamWriter(stream);
		const endless: Record<string, unknown> = {};
		endless.self = [endless];
		await assert.rejects(writer.write(answer(endless)));
		await writer.write(answer(2));
		assert.match(String(stream.read()), /^Content-Length: 35\r\n\r\n\{"jsonrpc":"2.0","id":1,"result":2\}$/);
	});
});
