/**
 * Everything behind the connection. Imported when the first document needs it and not before: the editor gets its
 * answer to `initialize` sooner, and the rules find the translated texts in place.
 */

export { loadCatalog } from "../catalog/load.ts";
export { fixAll, Snapshot, Workspace } from "../engine.ts";
export { codeActions, resolveCodeAction } from "../features/code-actions.ts";
export { completion, resolveCompletion } from "../features/completion.ts";
export { diagnostics } from "../features/diagnostics.ts";
export { effectiveDocument } from "../features/effective-document.ts";
export { hover } from "../features/hover.ts";
export { documentLinks } from "../features/links.ts";
export { offsetAt } from "../features/position.ts";
export { statusOf } from "../features/status.ts";
export { documentSymbols, flatSymbols } from "../features/symbols.ts";
export { workspaceEdit } from "../features/workspace-edit.ts";
export { RULES } from "../rules/registry.ts";
