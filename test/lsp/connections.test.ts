import assert from "node:assert/strict";
import { type ChildProcess, fork, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import {
	createProtocolConnection,
	type InitializeResult,
	IPCMessageReader,
	IPCMessageWriter,
	type MessageReader,
	type MessageWriter,
	SocketMessageReader,
	SocketMessageWriter,
} from "vscode-languageserver-protocol/node";
import { SERVER } from "./client.ts";

let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

function exited(): Promise<number | null> {
	return new Promise((resolve) => child!.on("exit", resolve));
}

/** A short conversation: who answered, and how it ended. */
async function converse(reader: MessageReader, writer: MessageWriter, polite = true) {
	const connection = createProtocolConnection(reader, writer);
	const end = exited();
	try {
		connection.listen();
		const { serverInfo } = await connection.sendRequest<InitializeResult>("initialize", {
			processId: process.pid,
			capabilities: {},
		});
		if (polite) {
			await connection.sendRequest("shutdown");
			await connection.sendNotification("exit");
		}
		return { name: serverInfo?.name, end };
	} finally {
		if (polite) await end;
		connection.dispose();
	}
}

/** A server that connects to us. */
async function connected(where: string | undefined, args: (where: string | number) => readonly string[]) {
	const listener = net.createServer();
	await new Promise<void>((resolve) => listener.listen(where ?? { port: 0, host: "127.0.0.1" }, resolve));
	try {
		const address = listener.address();
		child = spawn(process.execPath, [SERVER, ...args(typeof address === "string" ? address : address!.port)]);
		return await new Promise<net.Socket>((resolve) => listener.once("connection", resolve));
	} finally {
		listener.close();
	}
}

describe("language server: ways to talk", () => {
	for (const form of ["--socket=PORT", "--socket PORT"]) {
		it(`a port of this machine (${form})`, async () => {
			const socket = await connected(undefined, (port) => form.replace("PORT", String(port)).split(" "));
			const { name, end } = await converse(new SocketMessageReader(socket), new SocketMessageWriter(socket));
			assert.equal(name, "prosody-language-server");
			assert.equal(await end, 0);
		});
	}
	it("a port, until it is closed", async () => {
		const socket = await connected(undefined, (port) => [`--socket=${port}`]);
		const { end } = await converse(new SocketMessageReader(socket), new SocketMessageWriter(socket), false);
		socket.destroy();
		assert.equal(await end, 1);
	});
	it("a named pipe", async () => {
		const folder = mkdtempSync(path.join(os.tmpdir(), "prosody-pipe-"));
		try {
			const socket = await connected(path.join(folder, "pipe"), (pipe) => [`--pipe=${pipe}`]);
			const { name, end } = await converse(new SocketMessageReader(socket), new SocketMessageWriter(socket));
			assert.equal(name, "prosody-language-server");
			assert.equal(await end, 0);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
	it("Node's channel between processes, and ends when it is closed", async () => {
		child = fork(SERVER, ["--node-ipc"]);
		const { name, end } = await converse(new IPCMessageReader(child), new IPCMessageWriter(child), false);
		assert.equal(name, "prosody-language-server");
		child.disconnect();
		assert.equal(await end, 1);
	});
	for (const args of [["--socket=http"], ["--socket"], ["--pipe="], ["--node-ipc"]]) {
		it(`not at all with ${args.join(" ")}, when there is nobody to talk to`, async () => {
			child = spawn(process.execPath, [SERVER, ...args]);
			assert.equal(await exited(), 2);
		});
	}
	it("until nobody reads what it answers, of which it makes no words", async () => {
		child = spawn(process.execPath, [SERVER, "--stdio"], { stdio: "pipe" });
		let said = "";
		child.stderr!.on("data", (data: Buffer) => {
			said += data;
		});
		child.stdin!.on("error", () => {});
		const send = (message: object) => {
			const text = JSON.stringify({ jsonrpc: "2.0", ...message });
			child!.stdin!.write(`Content-Length: ${text.length}\r\n\r\n${text}`);
		};
		const uri = "file:///etc/prosody/prosody.cfg.lua";
		const answered = new Promise((resolve) => child!.stdout!.once("data", resolve));
		send({ id: 0, method: "initialize", params: { processId: null, capabilities: {} } });
		await answered;
		child.stdout!.destroy();
		send({ method: "initialized", params: {} });
		const text = 'VirtualHost "a.example.org"\n'.repeat(500);
		send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "lua", version: 1, text } } });
		for (let id = 1; id < 20; id++)
			send({ id, method: "textDocument/documentSymbol", params: { textDocument: { uri } } });
		assert.equal(await exited(), 1);
		assert.equal(said, "");
	});

	it("until the process that it was started for is gone", async function () {
		this.timeout(15_000);
		const client = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
		child = spawn(process.execPath, [SERVER, "--stdio", `--clientProcessId=${client.pid}`]);
		const end = exited();
		client.kill("SIGKILL");
		assert.equal(await end, 1);
	});
});
