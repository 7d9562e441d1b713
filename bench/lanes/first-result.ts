/** Prints the microseconds from module bytes in memory to the first 1 KiB result, in this new process; imports are done before. */
import { extism, modules, vial } from "./subjects.ts";

const [engine] = process.argv.slice(2);
const input = new Uint8Array(1024);
const begin = performance.now();
const subject = await (engine === "extism"
  ? extism(modules.extism)
  : vial(modules.extism, "inline", "fresh"));
await subject.call(input);
console.log((performance.now() - begin) * 1000);
await subject[Symbol.asyncDispose]();
