/**
 * Writes messages to a stream. The library's own writer sends the header of a message, and then its content: who waits for it is woken
 * twice. It also writes out anew what is as it was in the last answer, and of some answers that is most.
 */
import type { Writable } from "node:stream";
import { AbstractMessageWriter, type Message, type MessageWriter } from "vscode-languageserver/node";
import { addJson } from "../features/shared.ts";

export class StreamWriter extends AbstractMessageWriter implements MessageWriter {
	#failed = 0;
	/** Where a message is put together, unless one is on its way in there. */
	#room?: Buffer;

	constructor(readonly stream: Writable) {
		super();
		stream.on("error", (error) => this.fireError(error));
		stream.on("close", () => this.fireClose());
	}

	/** Messages go out in the order of the calls. */
	async write(message: Message): Promise<void> {
		try {
			await this.#send(piecesOf(message));
		} catch (error) {
			this.fireError(error, message, ++this.#failed);
			throw error;
		}
	}

	end(): void {
		this.stream.end();
	}

	#send(pieces: readonly string[]): Promise<void> {
		const length = lengthOf(pieces);
		const room = this.#room && this.#room.length >= length ? this.#room : Buffer.allocUnsafeSlow(roomFor(length));
		this.#room = undefined;
		let at = 0;
		for (const piece of pieces) at += room.write(piece, at, "latin1");
		return new Promise((resolve, reject) => {
			this.stream.write(room.subarray(0, length), (error) => {
				if (room.length <= MOST_ROOM) this.#room = room;
				if (error) reject(error);
				else resolve();
			});
		});
	}
}

/** Whatever is larger than that is let go of again. */
const MOST_ROOM = 2 * 1024 * 1024;

/** Some more than is needed: the next message may well be a little longer. */
function roomFor(length: number): number {
	return Math.max(16 * 1024, Math.ceil(length * 1.1));
}

/** A message with its header, as texts that are ASCII throughout. */
function piecesOf(message: Message): string[] {
	const pieces = [""];
	addJson(message, pieces);
	pieces[0] = `Content-Length: ${lengthOf(pieces)}\r\n\r\n`;
	return pieces;
}

function lengthOf(pieces: readonly string[]): number {
	let length = 0;
	for (const piece of pieces) length += piece.length;
	return length;
}
