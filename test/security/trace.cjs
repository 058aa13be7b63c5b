/**
 * Loaded before a program (`--require`): writes down, a line each, everything that it does to files, to other processes and to the
 * network. TRACE names the file that is written to.
 */
const fs = require("node:fs");
const { resolve } = require("node:path");
const { fileURLToPath } = require("node:url");

const log = fs.openSync(process.env.TRACE, "a");
const write = fs.writeSync;

function note(kind, name, what) {
	write(log, `${JSON.stringify({ kind, name, what })}\n`);
}

function pathOf(value) {
	if (typeof value === "string") return resolve(value);
	if (value instanceof URL) return fileURLToPath(value);
	return Buffer.isBuffer(value) ? resolve(value.toString()) : undefined;
}

/** Has every call of a module's functions written down. */
function watch(target, kind, describe) {
	for (const [name, real] of Object.entries(target)) {
		if (typeof real !== "function" || /^[A-Z_]/.test(name)) continue;
		const watched = function (...args) {
			const what = describe(args);
			if (what !== undefined) note(kind, name, what);
			return new.target ? Reflect.construct(real, args) : Reflect.apply(real, this, args);
		};
		target[name] = Object.assign(watched, real);
		if (real.native) watch(target[name], kind, describe);
	}
}

watch(fs, "file", ([path]) => pathOf(path));
watch(fs.promises, "file", ([path]) => pathOf(path));
watch(require("node:child_process"), "process", ([command]) => String(command));
for (const name of ["net", "tls", "http", "https", "http2", "dgram", "dns"]) {
	watch(require(`node:${name}`), "network", () => name);
}
const { Socket } = require("node:net");
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
	note("network", "connect", "socket");
	return Reflect.apply(connect, this, args);
};
if (globalThis.fetch) {
	globalThis.fetch = (what) => {
		note("network", "fetch", String(what));
		return Promise.reject(new Error("no network here"));
	};
}
