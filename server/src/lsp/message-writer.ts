/**
 * Writes messages to a stream. The library's own writer sends the header of a message, and then its content: who waits for it is woken
 * twice. It also writes out anew what is as it was in the last answer, and of some answers that is most.
 */
import type { Writable } from "node:stream";
import { AbstractMessageWriter, type Message, type MessageWriter } from "vscode-languageserver/node";
import { addJson } from "../features/shared.ts";

export class StreamWriter extends AbstractMessageWriter implements MessageWriter {
	#failed = 0;

	constructor(readonly stream: Writable) {
		super();
		stream.on("error", (error) => this.fireError(error));
		stream.on("close", () => this.fireClose());
	}

	/** Messages go out in the order of the calls. */
	async write(message: Message): Promise<void> {
		try {
			await this.#send(withHeader(message));
		} catch (error) {
			this.fireError(error, message, ++this.#failed);
			throw error;
		}
	}

	end(): void {
		this.stream.end();
	}

	#send(text: string): Promise<void> {
		return new Promise((resolve, reject) => {
			this.stream.write(text, "latin1", (error) => (error ? reject(error) : resolve()));
		});
	}
}

/** As one text that is ASCII throughout. */
function withHeader(message: Message): string {
	const pieces = [""];
	addJson(message, pieces);
	let length = 0;
	for (const piece of pieces) length += piece.length;
	pieces[0] = `Content-Length: ${length}\r\n\r\n`;
	return pieces.join("");
}
