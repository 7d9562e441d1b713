/**
 * Serves a workload in TypeScript as a native program, in Node: `serve.ts <workload.ts> <input file>`. The protocol is in
 * bench/native/README.md. Commands are read synchronously, so that nothing but the workload runs meanwhile.
 */
import { readFileSync, readSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

type Run = (input: Uint8Array) => Uint8Array;

/** Holds the last output: what nobody reads, a compiler may leave out. */
export let kept: Uint8Array | undefined;

function answer(line: string, input: Uint8Array, run: Run): void {
  if (line === "output") {
    const output = run(input);
    write(Buffer.from(`bytes ${output.length}\n`));
    write(output);
    return;
  }
  const times = Number(/^run (\d+)$/.exec(line)?.[1]);
  if (!Number.isSafeInteger(times)) fail(`not a command: ${line}`);
  const start = process.hrtime.bigint();
  for (let i = 0; i < times; i++) kept = run(input);
  write(Buffer.from(`ns ${process.hrtime.bigint() - start}\n`));
}

function write(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at);
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(2);
}

/** The lines of standard input, each as soon as it is there. */
function* commands(): Generator<string> {
  const chunk = Buffer.alloc(256);
  let rest = "";
  for (;;) {
    const length = readSync(0, chunk);
    if (length === 0) return;
    const lines = (rest + chunk.toString("latin1", 0, length)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

const [workload, file] = process.argv.slice(2);
if (workload === undefined || file === undefined) fail("usage: serve.ts <workload.ts> <input file>");
const { run } = (await import(pathToFileURL(resolve(workload)).href)) as { readonly run: Run };
const input = new Uint8Array(readFileSync(file));
for (const line of commands()) answer(line, input, run);
