/**
 * The editor's side of a language server on stdio, as small as a benchmark needs it: frames messages, times their arrival,
 * answers what servers ask for, and never waits longer than it is told to.
 */
import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";

/** Thrown when a wait runs out. */
export class NoAnswer extends Error {}

/** Servers that are running now; none may outlive the benchmark. */
const running = new Set();
process.on("exit", () => {
	for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

/** @typedef {{ uri: string, version?: number, diagnostics: object[], at: number }} Publication */

export class LspClient {
	#nextId = 1;
	#pending = new Map();
	#waiters = new Set();
	#askWaiters = new Set();
	#buffer = Buffer.alloc(0);
	/** Chunks not joined into `#buffer` yet: a large message is put together once, not once a chunk. */
	#chunks = [];
	#have = 0;
	#need = 0;
	#stderr = "";

	/** Every publishDiagnostics so far. @type {Publication[]} */
	publications = [];

	/**
	 * @param {string} command
	 * @param {string[]} args
	 * @param {{ cwd: string, settings?: Record<string, unknown> }} options settings: answers to workspace/configuration
	 */
	constructor(command, args, { cwd, settings = {} }) {
		this.settings = settings;
		this.startedAt = performance.now();
		this.child = spawn(command, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
		running.add(this.child);
		this.exited = new Promise((resolve) => {
			const ended = (why) => {
				running.delete(this.child);
				this.#fail(new Error(why + this.#lastWords()));
				resolve(undefined);
			};
			this.child.on("error", (error) => ended(`cannot be started (${error.message})`));
			this.child.on("exit", (code, signal) => ended(`the server ended (${signal ?? code})`));
		});
		this.child.stdin.on("error", () => {});
		this.child.stderr.on("data", (data) => {
			this.#stderr = (this.#stderr + data).slice(-4000);
		});
		this.child.stdout.on("data", (data) => this.#receive(data));
	}

	/**
	 * @param {string} method @param {unknown} params @param {number} limit milliseconds
	 * @returns {Promise<{ result: any, at: number }>}
	 */
	request(method, params, limit) {
		const id = this.#nextId++;
		const answer = this.#wait(limit, `${method}: no answer`, (settle) => {
			this.#pending.set(id, settle);
			return () => this.#pending.delete(id);
		});
		this.#send({ id, method, params });
		return answer;
	}

	/** @param {string} method @param {unknown} params */
	notify(method, params) {
		this.#send({ method, params });
	}

	/**
	 * The next publication that satisfies `accept`.
	 * @param {(publication: Publication) => boolean} accept @param {number} limit milliseconds
	 * @returns {Promise<Publication>}
	 */
	published(accept, limit) {
		return this.#wait(limit, "no diagnostics", (settle) => {
			const waiter = { accept, settle };
			this.#waiters.add(waiter);
			return () => this.#waiters.delete(waiter);
		});
	}

	/**
	 * The next request of the server to the editor.
	 * @param {string} method @param {number} limit milliseconds
	 * @returns {Promise<{ params: any }>}
	 */
	asked(method, limit) {
		return this.#wait(limit, `${method}: not asked`, (settle) => {
			const waiter = { method, settle };
			this.#askWaiters.add(waiter);
			return () => this.#askWaiters.delete(waiter);
		});
	}

	/** Asks the server to end, and ends it if it does not. */
	async close() {
		if (!running.has(this.child)) return;
		const politely = async () => {
			await this.request("shutdown", null, 2000);
			this.notify("exit", null);
			await this.exited;
		};
		const timer = setTimeout(() => this.child.kill("SIGKILL"), 4000);
		await politely().catch(() => this.child.kill("SIGKILL"));
		await this.exited;
		clearTimeout(timer);
	}

	/** A promise with a time limit; `start` hands over the settle functions and returns how to stop waiting. */
	#wait(limit, what, start) {
		return new Promise((resolve, reject) => {
			if (!running.has(this.child)) return reject(new Error("the server is not running"));
			const done = (act) => (value) => {
				clearTimeout(timer);
				stop();
				act(value);
			};
			const stop = start({ resolve: done(resolve), reject: done(reject) });
			const timer = setTimeout(done(reject), limit, new NoAnswer(`${what} in ${limit / 1000} s`));
		});
	}

	/** The line of its standard error that says most. */
	#lastWords() {
		const lines = this.#stderr.trim().split("\n");
		const line = lines.find((text) => /error/i.test(text)) ?? lines.at(-1);
		return line ? `: ${line.trim().slice(0, 300)}` : "";
	}

	#fail(error) {
		const waiters = [...this.#waiters, ...this.#askWaiters];
		for (const settle of [...this.#pending.values(), ...waiters.map((w) => w.settle)]) settle.reject(error);
	}

	#send(message) {
		const body = JSON.stringify({ jsonrpc: "2.0", ...message });
		this.child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
	}

	#receive(chunk) {
		this.#chunks.push(chunk);
		this.#have += chunk.length;
		while (this.#have >= this.#need) {
			this.#buffer = Buffer.concat([this.#buffer, ...this.#chunks]);
			this.#chunks = [];
			const head = this.#buffer.indexOf("\r\n\r\n");
			if (head < 0) return;
			const length = Number(/Content-Length: *(\d+)/i.exec(this.#buffer.toString("latin1", 0, head))?.[1]);
			const end = head + 4 + length;
			if (this.#buffer.length < end) {
				this.#need = end;
				return;
			}
			const at = performance.now();
			const message = JSON.parse(this.#buffer.toString("utf8", head + 4, end));
			this.#buffer = this.#buffer.subarray(end);
			this.#have = this.#buffer.length;
			this.#need = 1;
			this.#dispatch(message, at);
		}
	}

	#dispatch(message, at) {
		if (message.method === undefined) {
			const settle = this.#pending.get(message.id);
			if (message.error) settle?.reject(Object.assign(new Error(message.error.message), { code: message.error.code }));
			else settle?.resolve({ result: message.result, at });
		} else if (message.id !== undefined) {
			this.#send({ id: message.id, ...this.#reply(message) });
			for (const waiter of [...this.#askWaiters])
				if (waiter.method === message.method) waiter.settle.resolve({ params: message.params });
		} else if (message.method === "textDocument/publishDiagnostics") {
			const publication = { ...message.params, at };
			this.publications.push(publication);
			for (const waiter of [...this.#waiters]) if (waiter.accept(publication)) waiter.settle.resolve(publication);
		}
	}

	/** What a server may ask of the editor. */
	#reply({ method, params }) {
		switch (method) {
			case "workspace/configuration":
				return { result: params.items.map(({ section }) => this.settings[section] ?? null) };
			case "workspace/workspaceFolders":
			case "client/registerCapability":
			case "client/unregisterCapability":
			case "window/workDoneProgress/create":
			case "workspace/diagnostic/refresh":
				return { result: null };
			default:
				return { error: { code: -32601, message: `not offered: ${method}` } };
		}
	}
}
