/** The ways in which a client talks to a server that is a process. */
import {
	createServerPipeTransport,
	createServerSocketTransport,
	IPCMessageReader,
	IPCMessageWriter,
	type MessageReader,
	type MessageWriter,
	StreamMessageReader,
} from "vscode-languageserver/node";
import { StreamWriter } from "./message-writer.ts";

type Streams = readonly [MessageReader, MessageWriter];

/** @returns the way that the arguments of the command line name; undefined when they name none */
export function streamsFor(args: readonly string[]): Streams | undefined {
	if (args.includes("--stdio")) return [new StreamMessageReader(process.stdin), new StreamWriter(process.stdout)];
	if (args.includes("--node-ipc"))
		return process.send && [new IPCMessageReader(process), new IPCMessageWriter(process)];
	const port = argumentOf(args, "--socket");
	if (port !== undefined && /^\d{1,5}$/.test(port)) return createServerSocketTransport(Number(port));
	const pipe = argumentOf(args, "--pipe");
	return pipe ? createServerPipeTransport(pipe) : undefined;
}

/** `--name=value` or `--name value`. */
function argumentOf(args: readonly string[], name: string): string | undefined {
	const index = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
	if (index < 0) return undefined;
	return args[index] === name ? args[index + 1] : args[index]!.slice(name.length + 1);
}
