/** Prints the resident memory in bytes that one more instance takes: the growth over 50 instances, each called once. */
import { extism, modules, vial, type Subject } from "./subjects.ts";

const instances = 50;
const [engine] = process.argv.slice(2);
const create = (): Promise<Subject> =>
  engine === "extism" ? extism(modules.extism) : vial(modules.extism, "inline");
const input = new Uint8Array(1024);

const kept: Subject[] = [];
const add = async (): Promise<void> => {
  const subject = await create();
  await subject.call(input);
  kept.push(subject);
};

for (let i = 0; i < 10; i++) await add();
const before = residentBytes();
for (let i = 0; i < instances; i++) await add();
console.log(Math.max(0, residentBytes() - before) / instances);

function residentBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}
