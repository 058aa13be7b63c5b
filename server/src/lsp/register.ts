/** Capabilities that are announced while the server runs. */
import type { Connection } from "vscode-languageserver";

let ids = 0;

/**
 * Announces a capability; who does not take it is left in peace.
 * @param then is done once the client has answered
 * @returns takes it back
 */
export function register(
	connection: Connection,
	method: string,
	registerOptions: object,
	then?: () => void,
): () => void {
	const id = `prosody-${++ids}`;
	const warn = (error: unknown) =>
		connection.console.warn(`${method}: ${error instanceof Error ? error.message : String(error)}`);
	const registered = connection
		.sendRequest("client/registerCapability", { registrations: [{ id, method, registerOptions }] })
		.then(() => true)
		.catch((error: unknown) => {
			warn(error);
			return false;
		})
		.finally(then);
	return () => {
		// The protocol spells it like this.
		const unregisterations = [{ id, method }];
		registered
			.then((taken) =>
				taken ? connection.sendRequest("client/unregisterCapability", { unregisterations }) : undefined,
			)
			.catch(warn);
	};
}
