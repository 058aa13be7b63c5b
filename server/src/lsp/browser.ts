/** The language server as a Web Worker: dist/server.web.js. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { version } from "../../../package.json";
import { Inbox } from "./inbox.ts";
import { load } from "./load.ts";
import { startServer } from "./server.ts";
import { workerClock } from "./worker-clock.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const inbox = new Inbox(workerClock());
const reader = inbox.watch(new BrowserMessageReader(scope));
const connection = createConnection(reader, new BrowserMessageWriter(scope), { messageStrategy: inbox });
startServer(connection, { version, inbox, loadAnalysis: load });
