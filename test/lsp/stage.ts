/** A server without a process: messages are handed in, time stands still until it is moved, and every unit of work is written down. */
import {
	AbstractMessageReader,
	AbstractMessageWriter,
	type Message as AnyMessage,
	type DataCallback,
	type Disposable,
} from "vscode-languageserver";
import { createConnection } from "vscode-languageserver/node";
import type { Snapshot as EngineSnapshot } from "../../server/src/engine.ts";
import type { FileSystem } from "../../server/src/file-system.ts";
import { Inbox } from "../../server/src/lsp/inbox.ts";
import { load } from "../../server/src/lsp/load.ts";
import type { Clock } from "../../server/src/lsp/scheduler.ts";
import { startServer } from "../../server/src/lsp/server.ts";
import type { Analysis } from "../../server/src/lsp/session.ts";

/** A request, a notification or a response. */
export interface Message {
	readonly id?: number;
	readonly method?: string;
	readonly params?: unknown;
	readonly result?: unknown;
	readonly error?: { readonly code: number };
}

class Reader extends AbstractMessageReader {
	receive: (message: Message) => void = () => {};

	listen(callback: DataCallback): Disposable {
		this.receive = (message) => callback({ jsonrpc: "2.0", ...message } as AnyMessage);
		return { dispose: () => {} };
	}
}

class Writer extends AbstractMessageWriter {
	readonly sent: Message[] = [];

	write(message: AnyMessage): Promise<void> {
		this.sent.push(message as unknown as Message);
		return Promise.resolve();
	}
	end(): void {}
}

export class FakeClock implements Clock {
	time = 0;
	#waiting: (() => void)[] = [];

	now(): number {
		return this.time;
	}
	soon(callback: () => void): void {
		this.#waiting.push(callback);
	}
	get idle(): boolean {
		return this.#waiting.length === 0;
	}
	/** What Node does between two looks at the input. */
	turn(): void {
		for (const callback of this.#waiting.splice(0)) callback();
	}
}

/** How long a unit takes, in milliseconds, and how many a document takes: those until its configuration is there, and the rules. */
export const UNIT = 5;
export const LOADING = 3;
export const RULES = 10;

/** Nothing is on disk, but every path could be. */
const NO_FILES: FileSystem = {
	exists: () => undefined,
	read: () => ({ problem: "missing" }),
	real: (uri) => uri,
	list: () => [],
};

const URI = "file:///etc/prosody/prosody.cfg.lua";

export class Stage {
	readonly clock = new FakeClock();
	/** The version of the text each unit was about. */
	readonly units: number[] = [];
	/** How many analyses were begun. */
	begun = 0;
	/** The longest time between two looks at the input. */
	longestTurn = 0;
	readonly #reader = new Reader();
	readonly #writer = new Writer();
	/** Messages that may not have been handled yet. */
	#fresh = 0;
	#ids = 0;

	static async start(capabilities: object = {}): Promise<Stage> {
		const stage = new Stage();
		const analysis = stage.#counting(await load(undefined));
		const inbox = new Inbox(stage.clock);
		const reader = inbox.watch(stage.#reader);
		startServer(createConnection(reader, stage.#writer, { messageStrategy: inbox }), {
			version: "0.0.0",
			inbox,
			files: NO_FILES,
			loadAnalysis: () => Promise.resolve(analysis),
		});
		stage.ask("initialize", { capabilities });
		stage.tell("initialized", {});
		await stage.turn();
		return stage;
	}

	/** The real engine, whose work falls into units of one length. */
	#counting(analysis: Analysis): Analysis {
		const stage = this;
		class Counted extends analysis.Snapshot {
			#state: "new" | "loaded" | "analysed" = "new";
			override get isLoaded(): boolean {
				return this.#state !== "new";
			}
			override get isAnalysed(): boolean {
				return this.#state === "analysed";
			}
			override *analyse(): Generator<undefined, void> {
				stage.begun++;
				for (let unit = 0; unit < LOADING; unit++) yield stage.#unit(this);
				void this.config;
				this.#state = "loaded";
				yield;
				for (let unit = 0; unit < RULES; unit++) yield stage.#unit(this);
				void this.findings;
				this.#state = "analysed";
			}
		}
		return { ...analysis, Snapshot: Counted as typeof EngineSnapshot };
	}

	#unit({ text }: EngineSnapshot): undefined {
		this.clock.time += UNIT;
		this.units.push(versionIn(text));
	}

	/** @returns the id, for {@link answer} */
	ask(method: string, params: unknown): number {
		const id = ++this.#ids;
		this.#receive({ id, method, params });
		return id;
	}
	tell(method: string, params: unknown): void {
		this.#receive({ method, params });
	}
	#receive(message: Message): void {
		this.#fresh++;
		this.#reader.receive(message);
	}
	get sent(): readonly Message[] {
		return this.#writer.sent;
	}
	open(uri = URI, text = textOf(1)): void {
		this.tell("textDocument/didOpen", { textDocument: { uri, languageId: "prosody", version: 1, text } });
	}
	change(version: number, text = textOf(version)): void {
		this.tell("textDocument/didChange", { textDocument: { uri: URI, version }, contentChanges: [{ text }] });
	}
	close(): void {
		this.tell("textDocument/didClose", { textDocument: { uri: URI } });
	}
	about(method: string, uri = URI, more: object = {}): number {
		return this.ask(`textDocument/${method}`, { textDocument: { uri }, position: { line: 1, character: 2 }, ...more });
	}
	answer(id: number): Message | undefined {
		return this.sent.find((message) => message.id === id && message.method === undefined);
	}
	get published(): number[] {
		return this.sent
			.filter(({ method }) => method === "textDocument/publishDiagnostics")
			.map(({ params }) => (params as { version: number }).version);
	}

	/** One look at the input, and what is done until the next one. */
	async turn(): Promise<void> {
		// The library handles one message at a time, and promises are settled in between.
		for (; this.#fresh >= 0; this.#fresh--) await new Promise((resolve) => setImmediate(resolve));
		this.#fresh = 0;
		const before = this.clock.time;
		this.clock.turn();
		this.longestTurn = Math.max(this.longestTurn, this.clock.time - before);
		await new Promise((resolve) => setImmediate(resolve));
	}
	async turns(count: number): Promise<void> {
		for (let turn = 0; turn < count; turn++) await this.turn();
	}
	/** Until there is nothing left to do. */
	async settle(): Promise<void> {
		do await this.turn();
		while (!this.clock.idle);
	}
}

function textOf(version: number): string {
	return `-- version ${version}\nallow_registration = true\nVirtualHost "example.org"\n`;
}

function versionIn(text: string): number {
	return Number(/version (\d+)/.exec(text)?.[1]);
}
