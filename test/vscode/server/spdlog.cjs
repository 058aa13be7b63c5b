/**
 * Takes the place of @vscode/spdlog, a native module that takes long to build. Without any, VS Code writes a page of
 * error messages wherever it opens a log.
 */
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

class Logger {
	constructor(file) {
		mkdirSync(dirname(file), { recursive: true });
		for (const level of ["trace", "debug", "info", "warn", "error", "critical"]) {
			this[level] = (text) => appendFileSync(file, `${new Date().toISOString()} [${level}] ${text}\n`);
		}
	}
	setLevel() {}
	setPattern() {}
	clearFormatters() {}
	flush() {}
	drop() {}
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (_name, file) => new Logger(file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
