/** The language server as a program: dist/prosody-language-server.js. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createConnection } from "vscode-languageserver/node";
import { version } from "../../../package.json";
import { SERIES } from "../config/version.ts";
import { localFiles } from "../node/files.ts";
import { settingsOfDocument } from "../node/settings-file.ts";
import { loadBundled } from "./bundled.ts";
import { describe } from "./describe.ts";
import { Inbox } from "./inbox.ts";
import { keepMemorySmall } from "./memory.ts";
import { streamsFor } from "./node-streams.ts";
import { RecentFiles } from "./recent-files.ts";
import type { Clock } from "./scheduler.ts";
import { startServer } from "./server.ts";

const HELP = `Language server for the configuration of Prosody, the XMPP server.

usage: prosody-language-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME

  --stdio        talk over standard input and output; what most editors want
  --node-ipc     talk over Node's IPC channel, as VS Code does
  --socket=PORT  connect to a port of this machine
  --pipe=NAME    connect to a named pipe or Unix socket
  --version      print the version
  --help         print this
`;

/** Node looks for input between one `setImmediate` and the next; the library writes its answers in one, before there is more work. */
const CLOCK: Clock = {
	now: () => performance.now(),
	soon: (callback) => void setImmediate(() => setImmediate(callback)),
};

/** Names of rules are not known here: those come with the other half. */
const CHOICES = { profile: ["auto", "personal", "public"], version: ["auto", ...SERIES] };

function main(args: readonly string[]): void {
	if (args.includes("--help") || args.includes("-h")) {
		process.stdout.write(HELP);
	} else if (args.includes("--version")) {
		process.stdout.write(`prosody-language-server ${version}\n`);
	} else {
		serve(args);
	}
}

function serve(args: readonly string[]): void {
	const streams = streamsFor(args);
	if (!streams) {
		process.stderr.write("prosody-language-server: say how to talk, for most editors with --stdio (see --help)\n");
		process.exitCode = 2;
		return;
	}
	const [reader, writer] = streams;
	keepMemorySmall();
	const inbox = new Inbox(CLOCK);
	const connection = createConnection(inbox.watch(reader), writer, { messageStrategy: inbox });
	const server = startServer(connection, {
		version,
		inbox,
		rulePages: pathToFileURL(join(__dirname, "rules/")).href,
		files: new RecentFiles(localFiles, CLOCK.now),
		admit: (folder) => localFiles.admit(folder),
		settingsOf: (document, own, warn) => settingsOfDocument(document, own, CHOICES, warn),
		loadAnalysis: loadBundled,
	});
	// The client is gone.
	const ended = () => process.exit(server.isShutDown() ? 0 : 1);
	reader.onClose(ended);
	writer.onClose(ended);
	process.on("disconnect", ended);
	// One broken answer must not end the conversation.
	const log = (error: unknown) => {
		try {
			connection.console.error(describe(error));
		} catch {
			// Nobody listens any more, and the reader will notice.
		}
	};
	process.on("uncaughtException", log);
	process.on("unhandledRejection", log);
}

main(process.argv.slice(2));
