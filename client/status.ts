/** The language status: how the configuration is read, and whether the server runs. */
import * as vscode from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";

/** As the server sends it; see server/src/features/status.ts. */
interface Status {
	readonly uri: string;
	readonly profile: "personal" | "public";
	readonly profileAuto: boolean;
	readonly series: string;
	readonly assumed: boolean;
	readonly errors: number;
	readonly hosts: number;
}

const SELECTOR = { language: "prosody" };

export function registerStatus(client: BaseLanguageClient): vscode.Disposable {
	const { l10n, languages } = vscode;
	const profile = languages.createLanguageStatusItem("prosody.profile", SELECTOR);
	profile.name = l10n.t("Prosody profile");
	profile.command = { title: l10n.t("Change"), command: "prosody.selectProfile" };
	const version = languages.createLanguageStatusItem("prosody.version", SELECTOR);
	version.name = l10n.t("Prosody version");
	version.command = { title: l10n.t("Change"), command: "prosody.selectVersion" };
	const known = new Map<string, Status>();

	const show = () => {
		const { state } = client;
		const uri = vscode.window.activeTextEditor?.document.uri;
		const status = uri && known.get(client.code2ProtocolConverter.asUri(uri));
		profile.busy = state === State.Starting;
		version.busy = profile.busy;
		if (state === State.Stopped) {
			profile.text = l10n.t("Prosody: not running");
			profile.detail = undefined;
			profile.severity = vscode.LanguageStatusSeverity.Error;
			profile.command = { title: l10n.t("Restart"), command: "prosody.restartServer" };
			return;
		}
		profile.severity = vscode.LanguageStatusSeverity.Information;
		profile.command = { title: l10n.t("Change"), command: "prosody.selectProfile" };
		profile.text = !status
			? "Prosody"
			: status.profile === "public"
				? l10n.t("Public server")
				: l10n.t("Personal server");
		profile.detail = !status?.profileAuto
			? undefined
			: status.profile === "public"
				? l10n.t("anyone can register")
				: l10n.t("registration is closed");
		version.text = status ? `Prosody ${status.series}` : "Prosody";
		version.detail = status?.assumed ? l10n.t("assumed") : undefined;
	};

	show();
	return vscode.Disposable.from(
		profile,
		version,
		client.onNotification("prosody/statusChanged", (status: Status) => {
			known.set(status.uri, status);
			show();
		}),
		client.onDidChangeState(({ newState }) => {
			if (newState !== State.Running) known.clear();
			show();
		}),
		vscode.window.onDidChangeActiveTextEditor(show),
		vscode.workspace.onDidCloseTextDocument(({ uri }) => known.delete(client.code2ProtocolConverter.asUri(uri))),
	);
}
