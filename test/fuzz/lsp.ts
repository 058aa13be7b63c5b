/** The editor's side of a server on standard input and output: sends what it is told to, right or wrong, and keeps what comes. */
import { type ChildProcess, spawn } from "node:child_process";

export interface Answer {
	readonly result?: unknown;
	readonly error?: { readonly code: number; readonly message: string };
}

interface Message extends Answer {
	readonly id?: number | string;
	readonly method?: string;
	readonly params?: unknown;
}

export class RawClient {
	/** What the server told of its own accord. */
	readonly told: { readonly method: string; readonly params: unknown }[] = [];
	/** What the server asked of the editor, besides its settings. */
	readonly asked: { readonly method: string; readonly params: unknown }[] = [];
	/** What `workspace/configuration` is answered with. */
	configuration: unknown = null;
	/** Why it is gone, once it is. */
	ended?: string;
	#stderr = "";
	#buffer = Buffer.alloc(0);
	#lastId = 0;
	readonly #waiting = new Map<number, (answer: Answer) => void>();
	readonly #listeners = new Set<() => void>();
	readonly #child: ChildProcess;

	constructor(server: string, memory: number) {
		this.#child = spawn(process.execPath, [`--max-old-space-size=${memory}`, server, "--stdio"], { stdio: "pipe" });
		this.#child.on("exit", (code, signal) => {
			this.ended = `the server ended (${signal ?? code}): ${this.#stderr.slice(-2000)}`;
			for (const settle of this.#waiting.values()) settle({ error: { code: 0, message: this.ended } });
			this.#wake();
		});
		this.#child.stdin!.on("error", () => {});
		this.#child.stderr!.on("data", (data) => {
			this.#stderr += data;
		});
		this.#child.stdout!.on("data", (data: Buffer) => this.#receive(data));
	}

	notify(method: string, params: unknown): void {
		this.#send({ method, params });
	}

	/** Sends a request; its id, to cancel it by, and the answer, whenever it comes. */
	request(method: string, params: unknown): { id: number; answer: Promise<Answer> } {
		const id = ++this.#lastId;
		const answer = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
		if (this.ended) this.#waiting.get(id)!({ error: { code: 0, message: this.ended } });
		else this.#send({ id, method, params });
		return { id, answer };
	}

	/** Waits for something to come true, looking again with every message; undefined when it did not. */
	until<T>(look: () => T | undefined, limit: number): Promise<T | undefined> {
		return new Promise((resolve) => {
			const check = (isOver = false): void => {
				const found = look();
				if (found === undefined && !isOver && !this.ended) return;
				clearTimeout(timer);
				this.#listeners.delete(check);
				resolve(found);
			};
			const timer = setTimeout(() => check(true), limit);
			this.#listeners.add(check);
			check();
		});
	}

	kill(): void {
		this.#child.kill("SIGKILL");
	}

	#wake(): void {
		for (const listener of [...this.#listeners]) listener();
	}

	#send(message: object): void {
		const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
		this.#child.stdin!.write(`Content-Length: ${body.length}\r\n\r\n`);
		this.#child.stdin!.write(body);
	}

	#receive(data: Buffer): void {
		this.#buffer = Buffer.concat([this.#buffer, data]);
		for (;;) {
			const head = this.#buffer.indexOf("\r\n\r\n");
			if (head < 0) return;
			const length = Number(/Content-Length: *(\d+)/i.exec(this.#buffer.toString("latin1", 0, head))?.[1]);
			const end = head + 4 + length;
			if (this.#buffer.length < end) return;
			const message = JSON.parse(this.#buffer.toString("utf8", head + 4, end)) as Message;
			this.#buffer = this.#buffer.subarray(end);
			this.#dispatch(message);
		}
	}

	#dispatch({ id, method, params, result, error }: Message): void {
		if (method === undefined) {
			this.#waiting.get(id as number)?.(error ? { error } : { result });
			this.#waiting.delete(id as number);
		} else if (id === undefined) {
			this.told.push({ method, params });
		} else if (method === "workspace/configuration") {
			const { items } = params as { items: unknown[] };
			this.#send({ id, result: items.map(() => this.configuration) });
		} else {
			this.asked.push({ method, params });
			this.#send({ id, result: method === "workspace/applyEdit" ? { applied: true } : null });
		}
		this.#wake();
	}
}
