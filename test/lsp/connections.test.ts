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
	it("until the process that it was started for is gone", async function () {
		this.timeout(15_000);
		const client = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
		child = spawn(process.execPath, [SERVER, "--stdio", `--clientProcessId=${client.pid}`]);
		const end = exited();
		client.kill("SIGKILL");
		assert.equal(await end, 1);
	});
});
