/** What the editor of the benchmark says it can do: what VS Code says, as far as it matters for the answers. */
import { pathToFileURL } from "node:url";

const dynamicRegistration = true;

const TEXT_DOCUMENT = {
	synchronization: { dynamicRegistration, didSave: true },
	publishDiagnostics: {
		relatedInformation: true,
		versionSupport: true,
		codeDescriptionSupport: true,
		dataSupport: true,
		tagSupport: { valueSet: [1, 2] },
	},
	diagnostic: { dynamicRegistration, relatedDocumentSupport: false },
	hover: { dynamicRegistration, contentFormat: ["markdown", "plaintext"] },
	completion: {
		dynamicRegistration,
		contextSupport: true,
		completionItem: {
			snippetSupport: true,
			insertReplaceSupport: true,
			labelDetailsSupport: true,
			documentationFormat: ["markdown", "plaintext"],
			resolveSupport: { properties: ["documentation", "detail", "additionalTextEdits"] },
		},
		completionList: { itemDefaults: ["commitCharacters", "editRange", "insertTextFormat", "data"] },
	},
	documentSymbol: { dynamicRegistration, hierarchicalDocumentSymbolSupport: true },
	codeAction: {
		dynamicRegistration,
		isPreferredSupport: true,
		dataSupport: true,
		resolveSupport: { properties: ["edit"] },
		codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "refactor", "source"] } },
	},
};

/**
 * @param {string} root @param {{ options?: unknown, workspace?: Record<string, unknown> }} [more]
 *   options: of the server; workspace: what the client can do besides
 */
export function initializeParams(root, { options, workspace } = {}) {
	const uri = pathToFileURL(root).href;
	return {
		processId: process.pid,
		clientInfo: { name: "prosody-config bench" },
		locale: "en",
		rootUri: uri,
		workspaceFolders: [{ uri, name: "bench" }],
		capabilities: {
			general: { positionEncodings: ["utf-16"] },
			window: { workDoneProgress: true },
			workspace: {
				configuration: true,
				workspaceFolders: true,
				didChangeConfiguration: { dynamicRegistration },
				diagnostics: { refreshSupport: true },
				...workspace,
			},
			textDocument: TEXT_DOCUMENT,
		},
		initializationOptions: options,
	};
}
