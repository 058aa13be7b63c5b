/**
 * A file system in memory for the scheme `fixtures`. It begins with what the test server serves as /fixtures.json,
 * an object of path → text.
 */
const vscode = require("vscode");

exports.activate = async (context) => {
	const served = await fetch(context.extensionUri.with({ path: "/fixtures.json" }).toString(true));
	const provider = new MemoryFileSystem(await served.json());
	context.subscriptions.push(vscode.workspace.registerFileSystemProvider("fixtures", provider));
};

class MemoryFileSystem {
	#changed = new vscode.EventEmitter();
	onDidChangeFile = this.#changed.event;
	/** Path → content, or null for a folder. */
	#entries = new Map([["/", null]]);

	constructor(files) {
		for (const [path, text] of Object.entries(files)) {
			for (let folder = parent(path); folder !== "/"; folder = parent(folder)) this.#entries.set(folder, null);
			this.#entries.set(path, { bytes: new TextEncoder().encode(text), mtime: 1 });
		}
	}

	watch() {
		return new vscode.Disposable(() => {});
	}

	stat(uri) {
		const entry = this.#get(uri);
		if (entry === null) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
		return { type: vscode.FileType.File, ctime: 0, mtime: entry.mtime, size: entry.bytes.length };
	}

	readDirectory(uri) {
		this.#get(uri);
		return [...this.#entries]
			.filter(([path]) => path !== "/" && parent(path) === uri.path)
			.map(([path, entry]) => [
				path.slice(path.lastIndexOf("/") + 1),
				entry === null ? vscode.FileType.Directory : vscode.FileType.File,
			]);
	}

	readFile(uri) {
		const entry = this.#get(uri);
		if (entry === null) throw vscode.FileSystemError.FileIsADirectory(uri);
		return entry.bytes;
	}

	writeFile(uri, bytes) {
		const old = this.#entries.get(uri.path);
		this.#entries.set(uri.path, { bytes, mtime: (old?.mtime ?? 0) + 1 });
		this.#tell(uri, old ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created);
	}

	createDirectory(uri) {
		this.#entries.set(uri.path, null);
		this.#tell(uri, vscode.FileChangeType.Created);
	}

	delete(uri) {
		for (const path of this.#entries.keys()) {
			if (path === uri.path || path.startsWith(`${uri.path}/`)) this.#entries.delete(path);
		}
		this.#tell(uri, vscode.FileChangeType.Deleted);
	}

	rename(from, to) {
		this.writeFile(to, this.readFile(from));
		this.delete(from);
	}

	#get(uri) {
		const entry = this.#entries.get(uri.path);
		if (entry === undefined) throw vscode.FileSystemError.FileNotFound(uri);
		return entry;
	}

	#tell(uri, type) {
		this.#changed.fire([{ type, uri }]);
	}
}

function parent(path) {
	return path.slice(0, path.lastIndexOf("/")) || "/";
}
