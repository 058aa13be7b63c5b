/** The language server as a program: dist/prosody-language-server.js. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createConnection } from "vscode-languageserver/node";
import { version } from "../../../package.json";
import { localFiles } from "../node/files.ts";
import { keepYoungSpaceSmall } from "./memory.ts";
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

function main(args: readonly string[]): void {
	if (args.includes("--help") || args.includes("-h")) {
		process.stdout.write(HELP);
	} else if (args.includes("--version")) {
		process.stdout.write(`prosody-language-server ${version}\n`);
	} else if (!args.some((arg) => arg === "--stdio" || arg === "--node-ipc" || /^--(socket|pipe)(=|$)/.test(arg))) {
		process.stderr.write("prosody-language-server: say how to talk, for most editors with --stdio (see --help)\n");
		process.exitCode = 2;
	} else {
		keepYoungSpaceSmall();
		const connection = createConnection();
		// One broken answer must not end the conversation.
		process.on("uncaughtException", (error) => connection.console.error(String(error.stack ?? error)));
		process.on("unhandledRejection", (error) =>
			connection.console.error(String(error instanceof Error ? error.stack : error)),
		);
		startServer(connection, { version, rulePages: pathToFileURL(join(__dirname, "rules/")).href, files: localFiles });
	}
}

main(process.argv.slice(2));
