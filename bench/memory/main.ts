/**
 * A million calls on one shared instance of each language's contract plugin: does its linear memory stay as it is?
 * `--calls N` makes fewer of them, `--json` prints the figures alone. Exits 1 when a memory has grown.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PluginManager } from "@vial/host";
import Table from "cli-table3";

const { values } = parseArgs({
  options: { calls: { type: "string", default: "1000000" }, json: { type: "boolean", default: false } },
});
const calls = Number(values.calls);
if (!Number.isInteger(calls) || calls < 1000) {
  console.error("--calls takes a whole number from 1000");
  process.exit(2);
}

interface Row {
  readonly language: string;
  readonly export: string;
  readonly calls: number;
  /** Linear memory in bytes after the first thousandth of the calls, and at the end. */
  readonly memoryBefore: number;
  readonly memoryAfter: number;
  readonly seconds: number;
}

const readings = {
  patient: "Inês Araújo",
  unit: "mmHg",
  values: [120.5, 118, 121.25, 119.9],
  verified: true,
  note: "em repouso",
  source: { device: "monitor 7", channel: 2 },
  history: [{ at: "2026-03-09T10:00:00Z", value: 117.5 }],
};
const encoder = new TextEncoder();
const inputs = { echo: new Uint8Array(1024).fill(0x61), summarise: encoder.encode(JSON.stringify(readings)) };

const rows: Row[] = [];
for (const language of ["rust", "go", "c", "assemblyscript"]) {
  for (const [name, input] of Object.entries(inputs)) rows.push(await measure(language, name, input));
}

if (values.json) console.log(JSON.stringify({ rows }));
else console.log(render(rows));
process.exitCode = rows.some(({ memoryBefore, memoryAfter }) => memoryAfter > memoryBefore) ? 1 : 0;

async function measure(language: string, name: string, input: Uint8Array): Promise<Row> {
  const module = new URL(`../../compat/contract/plugins/${language}/build/contract.wasm`, import.meta.url);
  await using plugins = new PluginManager();
  // The plugins import a host function, which these exports do not call.
  const functions = { "extism:host/user": { reverse: () => 0n } };
  const source = fileURLToPath(module);
  await plugins.load(language, { source, isolation: "inline", state: "shared", functions });
  const memory = (): number => plugins.list()[0]!.memoryBytes;
  const run = async (count: number): Promise<void> => {
    for (let call = 0; call < count; call++) await plugins.execute(language, input, { export: name });
  };
  const start = performance.now();
  const first = Math.ceil(calls / 1000);
  await run(first);
  const memoryBefore = memory();
  for (let part = 1, done = first; part <= 10; part++) {
    const until = Math.round((calls * part) / 10);
    await run(until - done);
    done = until;
    if (process.stderr.isTTY) process.stderr.write(`\r${language}, ${name}: ${part * 10} %   `);
  }
  if (process.stderr.isTTY) process.stderr.write("\n");
  const seconds = (performance.now() - start) / 1000;
  return { language, export: name, calls, memoryBefore, memoryAfter: memory(), seconds };
}

function render(all: readonly Row[]): string {
  const table = new Table({
    head: ["language", "export", "calls", "memory before", "memory after", "a call", ""],
    colAligns: ["left", "left", "right", "right", "right", "right", "left"],
    style: { head: [], border: [] },
  });
  for (const row of all) {
    table.push([
      row.language,
      row.export,
      row.calls,
      `${row.memoryBefore / 1024} KiB`,
      `${row.memoryAfter / 1024} KiB`,
      `${((row.seconds / row.calls) * 1e6).toFixed(2)} µs`,
      row.memoryAfter > row.memoryBefore ? "GREW" : "flat",
    ]);
  }
  return table.toString();
}
