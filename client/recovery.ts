/** A server that dies is started again, with the documents and settings as they are now; a person is told once. */
import * as vscode from "vscode";
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler } from "vscode-languageclient";

/** A server that dies more often than this within a while, in milliseconds, would die again. */
const MOST_DEATHS = 4;
const WHILE = 180_000;

/** What the client asks when the connection to the server breaks. */
export class Recovery implements ErrorHandler {
	#deaths: number[] = [];
	#isTold = false;

	/** What was said to a server that is gone; that it is gone comes through {@link closed}. */
	error() {
		return { action: ErrorAction.Continue, handled: true };
	}

	closed(): CloseHandlerResult {
		const now = Date.now();
		this.#deaths = [...this.#deaths.filter((death) => now - death < WHILE), now];
		return this.#deaths.length > MOST_DEATHS ? giveUp() : this.#restart();
	}

	#restart(): CloseHandlerResult {
		const message = vscode.l10n.t("The Prosody language server ended unexpectedly and is started again.");
		if (!this.#isTold) tell(message, showOutput());
		this.#isTold = true;
		return { action: CloseAction.Restart, message, handled: true };
	}
}

function giveUp(): CloseHandlerResult {
	const message = vscode.l10n.t("The Prosody language server keeps ending unexpectedly and is not started any more.");
	tell(message, { title: vscode.l10n.t("Restart"), command: "prosody.restartServer" }, showOutput());
	return { action: CloseAction.DoNotRestart, message, handled: true };
}

function showOutput(): vscode.Command {
	return { title: vscode.l10n.t("Show output"), command: "prosody.showOutput" };
}

/** The connection does not wait for a person. */
function tell(message: string, ...choices: vscode.Command[]): void {
	void vscode.window
		.showWarningMessage(message, ...choices)
		.then((choice) => choice && vscode.commands.executeCommand(choice.command));
}
