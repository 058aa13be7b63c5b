/** Run in a process of its own by catalog.mjs: how long the catalog takes from nothing, as one line of JSON. */
import { performance } from "node:perf_hooks";
import { loadCatalog } from "../../../server/src/catalog/load.ts";

const begun = performance.now();
const since = () => performance.now() - begun;
const catalog = loadCatalog();
const load = since();
const found = catalog.module("muc");
const one = since();
const modules = [...catalog.modules()].length;
const options = [...catalog.options()].length;
const all = since();
if (!found) throw new Error("no mod_muc");
console.log(JSON.stringify({ load, one, all, modules, options }));
