/** Where a document's settings come from: asked for, where the client answers that, else as they are sent. */
import type { ClientCapabilities, Connection } from "vscode-languageserver";
import { readSettings, type Settings } from "../settings.ts";
import { register } from "./register.ts";
import type { Platform } from "./session.ts";

const SECTION = "prosody";

/** A client that is slow to answer must not keep the diagnostics waiting; its answer counts when it comes. */
const PATIENCE = 1500;

export class SettingsSource {
	readonly #asks: boolean;
	readonly #registers: boolean;
	/** What was sent last, or given at the start. */
	#sent: Settings;
	readonly #byDocument = new Map<string, Promise<Settings>>();
	/** Called when an answer came after all. */
	onLate: () => void = () => {};
	/** One object for equal settings, so that comparing is cheap and nothing is worked out anew for nothing. */
	readonly #same = new Map<string, Settings>();

	constructor(
		readonly connection: Connection,
		{ workspace }: ClientCapabilities,
		initial: unknown,
		readonly platform: Pick<Platform, "settingsOf"> = {},
	) {
		this.#asks = workspace?.configuration ?? false;
		this.#registers = workspace?.didChangeConfiguration?.dynamicRegistration ?? false;
		this.#sent = this.#read(initial);
	}

	/** Asks to be told about changes. */
	start(): void {
		if (!this.#registers) return;
		register(this.connection, "workspace/didChangeConfiguration", { section: SECTION });
	}

	for(uri: string): Promise<Settings> {
		let settings = this.#byDocument.get(uri);
		if (!settings) {
			settings = this.#asks ? this.#ask(uri) : Promise.resolve(this.#around(uri, this.#sent));
			this.#byDocument.set(uri, settings);
		}
		return settings;
	}

	forget(uri: string): void {
		this.#byDocument.delete(uri);
	}

	/** Takes what workspace/didChangeConfiguration brings; from now on {@link for} answers anew. */
	changed(sent: unknown): void {
		const section = typeof sent === "object" && sent !== null ? (sent as Record<string, unknown>)[SECTION] : undefined;
		if (section !== undefined || !this.#asks) this.#sent = this.#read(section ?? sent);
		this.#byDocument.clear();
	}

	/** A settings file was changed. */
	changedAround(): void {
		this.#byDocument.clear();
	}

	/** With what a settings file says. */
	#around(uri: string, own: Settings): Settings {
		const { settingsOf } = this.platform;
		return settingsOf ? this.#once(settingsOf(uri, own, (problem) => this.connection.console.warn(problem))) : own;
	}

	async #ask(uri: string): Promise<Settings> {
		let timer: ReturnType<typeof setTimeout> | undefined;
		try {
			const items = [{ scopeUri: uri, section: SECTION }];
			const answer = this.connection.sendRequest<unknown>("workspace/configuration", { items }).then((sections) => {
				const section: unknown = Array.isArray(sections) ? sections[0] : undefined;
				return section === null || section === undefined ? this.#sent : this.#read(section);
			});
			const late = new Promise<undefined>((resolve) => {
				timer = setTimeout(() => resolve(undefined), PATIENCE);
			});
			const settings = await Promise.race([answer, late]);
			if (settings) return this.#around(uri, settings);
			answer.then(
				(settings) => {
					if (!this.#byDocument.has(uri)) return;
					this.#byDocument.set(uri, Promise.resolve(this.#around(uri, settings)));
					this.onLate();
				},
				() => {},
			);
			return this.#around(uri, this.#sent);
		} catch (error) {
			this.connection.console.warn(
				`workspace/configuration: ${error instanceof Error ? error.message : String(error)}`,
			);
			return this.#around(uri, this.#sent);
		} finally {
			clearTimeout(timer);
		}
	}

	#read(input: unknown): Settings {
		return this.#once(readSettings(input));
	}

	#once(settings: Settings): Settings {
		const key = JSON.stringify(settings);
		const known = this.#same.get(key);
		if (known) return known;
		this.#same.set(key, settings);
		return settings;
	}
}
