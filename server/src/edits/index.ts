/**
 * The admin's hand: everything that changes a file goes through these verbs.
 *
 * Each returns changes in offsets of the file as it is now, or nothing where the change could not be made for certain.
 * After any of them the file parses, no comment is lost, and no other option has another value.
 */
export { appendStatement } from "./append-statement.ts";
export { removeAssignment, renameOption } from "./assignments.ts";
export type { Change } from "./change.ts";
export { applyChanges, Composer, nonOverlapping } from "./compose.ts";
export { addAllToTable, addField, addToTable } from "./entries-add.ts";
export { removeField, removeItem, removeItems } from "./entries-remove.ts";
export { code, type LuaCode, type LuaInput } from "./input.ts";
export { mergeDuplicates } from "./merge-duplicates.ts";
export { addModule, addModules, removeModule } from "./modules.ts";
export { moveToGlobal } from "./move-to-global.ts";
export { insertAfter, insertBefore, replaceSpan, replaceValue, wrapInList } from "./replace.ts";
export { type HowToSet, setOption } from "./set-option.ts";
