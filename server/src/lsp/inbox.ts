/**
 * Keeps an eye on what comes in. The library takes in one message each time round the event loop, and reads one: whoever worked in
 * between would work for a version that is outdated as soon as the next message is looked at.
 */
import type { Message, MessageReader, MessageStrategy } from "vscode-languageserver";
import type { Clock } from "./scheduler.ts";

/** Who sends without a pause holds back the work no longer than this, in milliseconds. */
const PATIENCE = 30;

/** A clock whose `soon` comes once the messages are taken in; give it to the connection as its `messageStrategy`. */
export class Inbox implements Clock, MessageStrategy {
	/** Read and not yet handled. */
	#pending: Message[] = [];
	#arrived = 0;
	/** Called for every message, before it is handled. */
	onArrival: () => void = () => {};

	constructor(readonly clock: Clock) {}

	/** @returns the same reader, which from now on tells what it reads */
	watch<R extends MessageReader>(reader: R): R {
		const listen = reader.listen.bind(reader);
		reader.listen = (callback) =>
			listen((message) => {
				callback(message);
				this.#arrived++;
				// The library sees to these at once, most of the time.
				if ((message as { method?: unknown } | null)?.method !== "$/cancelRequest") this.#pending.push(message);
				this.onArrival();
			});
		return reader;
	}

	/** The library has come to this message. Whatever was before it has been handled, or is lost: two requests had the same id. */
	handleMessage(message: Message, next: (message: Message) => void | Promise<void>): void | Promise<void> {
		this.#pending.splice(0, this.#pending.indexOf(message) + 1);
		return next(message);
	}

	now(): number {
		return this.clock.now();
	}

	soon(callback: () => void): void {
		const begun = this.now();
		let seen = this.#arrived;
		const look = (): void => {
			const isEmpty = this.#pending.length === 0 && this.#arrived === seen;
			seen = this.#arrived;
			if (isEmpty || this.now() - begun >= PATIENCE) callback();
			else this.clock.soon(look);
		};
		this.clock.soon(look);
	}
}
