/**
 * What the sandbox costs an honest plugin: HL7 messages of 64 KiB through the C example, on this thread. `bare` is the module as it
 * was compiled, called without a host: its input is copied in and its output out, and nothing is checked or cleaned. `rewritten`
 * is the same with what the host writes into the module. The engine without the sandbox's checks is the one with shared state and
 * without a policy. Each round measures all variants in turns, in another order each time; a ratio is of medians, with the
 * interval that holds it in 95 of 100 runs.
 */
import { readFileSync } from "node:fs";
import { PluginManager, type LoadOptions } from "@vial/host";
import { analyseState, prepareModule, readModuleShape } from "@vial/host/module";
import { median, ratioOfMedians } from "../../../measure/src/statistics.ts";

const rounds = 120;
const roundMs = 20;
/** What the checks may cost. */
const goal = 1.03;
const example = new URL("../../../../examples/hl7-to-json/", import.meta.url);
const source = new Uint8Array(readFileSync(new URL("prebuilt/hl7-to-json.wasm", example)));
const input = new TextEncoder().encode(messageOf(64 * 1024));

interface Exports {
  readonly memory: WebAssembly.Memory;
  vial_input(length: number): number;
  vial_output(): bigint;
  process(): number;
}

/** The module as the host compiles it. */
function rewritten(): Uint8Array<ArrayBuffer> {
  const shape = readModuleShape(source);
  const { sites } = analyseState(source, shape);
  return prepareModule(source, shape, sites, {
    memoryBytes: 64 * 1024 * 1024,
    tableElements: 10_000,
    keepNames: false,
    ownPages: true,
  });
}

/** Calls a module without anything around it. */
function bare(binary: Uint8Array<ArrayBuffer>): () => Uint8Array {
  const module = new WebAssembly.Module(binary);
  const imports: Record<string, Record<string, () => unknown>> = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module))
    (imports[namespace] ??= {})[name] = () => 0n;
  const guest = new WebAssembly.Instance(module, imports).exports as unknown as Exports;
  return () => {
    const address = guest.vial_input(input.length) >>> 0;
    new Uint8Array(guest.memory.buffer).set(input, address);
    guest.process();
    const output = guest.vial_output();
    const start = Number(BigInt.asUintN(32, output >> 32n));
    return new Uint8Array(guest.memory.buffer).slice(start, start + Number(BigInt.asUintN(32, output)));
  };
}

type Variant = readonly [name: string, call: () => unknown];

await using plugins = new PluginManager();

async function variant(name: string, options: Omit<LoadOptions, "source">): Promise<Variant> {
  await plugins.load(name, { source, ...options });
  return [name, () => plugins.execute(name, input)];
}

const engine = "inline, shared state, no policy";
const sandbox = "inline, fresh state, policy";
const variants: readonly Variant[] = [
  ["bare", bare(source)],
  ["rewritten", bare(rewritten())],
  await variant(engine, { isolation: "inline", state: "shared" }),
  await variant("inline, fresh state, no policy", { isolation: "inline" }),
  await variant(sandbox, { isolation: "inline", policy: {} }),
  await variant("thread, fresh state, policy", { isolation: "thread", policy: {} }),
];

/** Microseconds of one call, over a round. */
async function measure(call: () => unknown): Promise<number> {
  const from = performance.now();
  let calls = 0;
  let took: number;
  do {
    await call();
    calls++;
    took = performance.now() - from;
  } while (took < roundMs);
  return (took / calls) * 1000;
}

const times = new Map<string, number[]>(variants.map(([name]) => [name, []]));
for (const [, call] of variants) for (let round = 0; round < 10; round++) await measure(call);
for (let round = 0; round < rounds; round++) {
  for (let at = 0; at < variants.length; at++) {
    // In another order each round, so that nobody is always the first after another.
    const [name, call] = variants[(at + round) % variants.length]!;
    times.get(name)!.push(await measure(call));
  }
}

console.log(`64 KiB of HL7, Node ${process.version}, ${rounds} rounds`);
console.log(`${"".padEnd(34)}      median   to the bare module        to the engine without checks`);
for (const [name, us] of times) {
  const cells = ["bare", engine].map((reference) => ratio(us, reference).text.padEnd(26));
  console.log(`${name.padEnd(34)} ${median(us).toFixed(1).padStart(8)} µs   ${cells.join("")}`);
}
const { low, high, text } = ratio(times.get(sandbox)!, engine);
const verdict = high < goal ? "ok" : low > goal ? "MISSED" : "the noise is too great to tell";
console.log(`The checks: ${text}, the goal is below ${goal}: ${verdict}`);
process.exitCode = low > goal ? 1 : 0;

function ratio(us: readonly number[], reference: string): { low: number; high: number; text: string } {
  const { low: least, value, high: most } = ratioOfMedians(us, times.get(reference)!);
  return { low: least, high: most, text: `${value.toFixed(3)} (${least.toFixed(3)}–${most.toFixed(3)})` };
}

function messageOf(bytes: number): string {
  const head = "MSH|^~\\&|LAB|HSC|CMS|HSC|20260309||ORU^R01|42|P|2.5.1\rPID|1||103663||Souza^Ines\r";
  const segment = "OBX|1|NM|2345-7^Glucose^LN||182|mg/dL|70-99|H|||F\r";
  return head + segment.repeat(Math.floor((bytes - head.length) / segment.length));
}
