/**
 * Serves the VS Code workbench as static files, so that only the web worker extension host exists.
 */
import { readdir, readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";

const TYPES = {
	".css": "text/css",
	".html": "text/html",
	".js": "text/javascript",
	".json": "application/json",
	".map": "application/json",
	".mjs": "text/javascript",
	".png": "image/png",
	".svg": "image/svg+xml",
	".ttf": "font/ttf",
	".wasm": "application/wasm",
};

const HEADERS = {
	"Access-Control-Allow-Origin": "*",
	"Cache-Control": "no-store",
	"Cross-Origin-Embedder-Policy": "require-corp",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Cross-Origin-Resource-Policy": "cross-origin",
};

const WORKBENCH = "/vscode/out/vs/code/browser/workbench/workbench.js";

/**
 * code-server's workbench insists on a server. The patches belong to its pinned version: without the first it looks for
 * a remote extension host, without the second it keeps its settings there, without the third it lists the built-in
 * extensions that have code for the browser, which code-server does not bring along, and waits for them.
 */
const PATCHES = [
	[/remoteAuthority:location\.host\}/, "}"],
	[
		/get userRoamingDataHome\(\)\{return (\w+)\((\w+)\.file\(this\.userDataPath\)\.with\(\{scheme:(\w+)\.vscodeRemote\}\),"User"\)\}/,
		'get userRoamingDataHome(){return $2.file("/User").with({scheme:$3.vscodeUserData})}',
	],
	[
		/this\.builtinExtensionsPromises=(\w+)\.map\(/,
		"this.builtinExtensionsPromises=$1.filter((built)=>!built.packageJSON.browser).map(",
	],
];

/**
 * @param {object} options
 * @param {string} options.vscode
 * @param {string} options.extension
 * @param {string} options.suite
 * @param {string} options.workspace
 */
export async function serveWorkbench({ vscode, extension, suite, workspace }) {
	const folders = {
		"/vscode/": vscode,
		// The workbench runs a suite in the host of the extension whose folder it is in.
		"/extension/suite/": path.dirname(suite),
		"/extension/": extension,
		"/web-fs/": path.join(import.meta.dirname, "web-fs"),
	};
	const fixtures = JSON.stringify(await readTexts(workspace));
	const server = http.createServer(async (request, response) => {
		const url = new URL(request.url, `http://${request.headers.host}`);
		const send = (type, body) => response.writeHead(200, { ...HEADERS, "Content-Type": type }).end(body);
		try {
			if (url.pathname === "/") return send(TYPES[".html"], page(url.host, path.basename(suite)));
			if (url.pathname === "/fixtures.json") return send(TYPES[".json"], fixtures);
			const [prefix, root] = Object.entries(folders).find(([start]) => url.pathname.startsWith(start));
			// URL has taken the dots out of the path: it cannot lead out of the folder.
			const file = path.join(root, decodeURIComponent(url.pathname.slice(prefix.length)));
			const body = await readFile(file);
			send(
				TYPES[path.extname(file)] ?? "application/octet-stream",
				url.pathname === WORKBENCH ? patched(`${body}`) : body,
			);
		} catch (error) {
			response.writeHead(error.patch ? 500 : 404, HEADERS).end(error.message);
		}
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}/`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function page(authority, suite) {
	const here = (file) => ({ scheme: "http", authority, path: file });
	const configuration = {
		folderUri: { scheme: "fixtures", path: "/" },
		additionalBuiltinExtensions: [here("/web-fs")],
		developmentOptions: {
			extensions: [here("/extension")],
			extensionTestsPath: here(`/extension/suite/${suite}`),
			enableSmokeTestDriver: true,
		},
		configurationDefaults: {
			"chat.disableAIFeatures": true,
			"files.autoSave": "off",
			"telemetry.telemetryLevel": "off",
			"workbench.startupEditor": "none",
		},
		productConfiguration: { enableTelemetry: false },
		enableWorkspaceTrust: false,
		// code-server's own additions, which it takes for granted.
		userDataPath: "/none",
		isEnabledFileDownloads: true,
		isEnabledFileUploads: true,
		isEnabledCoderGettingStarted: false,
		_wrapWebWorkerExtHostInIframe: false,
	};
	const attribute = (value) => JSON.stringify(value).replace(/&/g, "&amp;").replace(/"/g, "&quot;");
	return `<!DOCTYPE html>
<meta charset="utf-8">
<meta id="vscode-workbench-web-configuration" data-settings="${attribute(configuration)}">
<meta id="vscode-workbench-builtin-extensions" data-settings="[]">
<meta id="vscode-workbench-web-base-url" data-settings="/vscode">
<link rel="stylesheet" href="${WORKBENCH.replace(/js$/, "css")}">
<body></body>
<script>globalThis._VSCODE_FILE_ROOT = location.origin + "/vscode/out/";</script>
<script type="module" src="/vscode/out/nls.messages.js"></script>
<script type="module" src="${WORKBENCH}"></script>
`;
}

/** @param {string} text */
function patched(text) {
	return PATCHES.reduce((before, [pattern, replacement]) => {
		const after = before.replace(pattern, replacement);
		if (after === before) throw Object.assign(new Error(`no ${pattern} in this VS Code`), { patch: true });
		return after;
	}, text);
}

/** All files under a folder: path from there, with a slash before it → text. */
async function readTexts(folder) {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
	const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
	return Object.fromEntries(
		files.map((file, index) => [`/${path.relative(folder, file).replaceAll(path.sep, "/")}`, texts[index]]),
	);
}
