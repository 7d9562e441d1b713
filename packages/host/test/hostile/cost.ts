/**
 * What the sandbox costs an honest plugin: HL7 messages of 64 KiB through the C example, on this thread. `bare` is the module as it
 * was compiled, called without a host: its input is copied in and its output out, and nothing is checked or cleaned. Each
 * round measures all variants in turns; the ratio is the round's own.
 */
import { readFileSync } from "node:fs";
import { PluginManager, type LoadOptions } from "@vial/host";

const rounds = 40;
const roundMs = 25;
const example = new URL("../../../../examples/hl7-to-json/", import.meta.url);
const source = new Uint8Array(readFileSync(new URL("prebuilt/hl7-to-json.wasm", example)));
const input = new TextEncoder().encode(messageOf(64 * 1024));

interface Exports {
  readonly memory: WebAssembly.Memory;
  vial_input(length: number): number;
  vial_output(): bigint;
  process(): number;
}

/** Calls the module without anything around it. */
function bare(): () => Uint8Array {
  const module = new WebAssembly.Module(source);
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

const baseline: Variant = ["bare module", bare()];
const variants: readonly Variant[] = [
  await variant("inline, shared state, no policy", { isolation: "inline", state: "shared" }),
  await variant("inline, fresh state, no policy", { isolation: "inline" }),
  await variant("inline, fresh state, policy", { isolation: "inline", policy: {} }),
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

for (const [, call] of [baseline, ...variants]) await measure(call);
const times = new Map<string, { readonly us: number[]; readonly ratios: number[] }>();
for (let round = 0; round < rounds; round++) {
  const reference = await measure(baseline[1]);
  note(baseline[0], reference, 1);
  // In another order each round, so that nobody is always the first after the reference.
  for (let at = 0; at < variants.length; at++) {
    const [name, call] = variants[(at + round) % variants.length]!;
    const us = await measure(call);
    note(name, us, us / reference);
  }
}

console.log(
  `64 KiB of HL7, Node ${process.version}, ${rounds} rounds; ratio to the bare module: median (quartiles)`,
);
for (const [name, { us, ratios }] of times) {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(ratios, part).toFixed(3));
  console.log(
    `${name.padEnd(34)} ${quantile(us, 0.5).toFixed(1).padStart(9)} µs   ${middle} × (${low}–${high})`,
  );
}

function note(name: string, us: number, ratio: number): void {
  if (!times.has(name)) times.set(name, { us: [], ratios: [] });
  times.get(name)!.us.push(us);
  times.get(name)!.ratios.push(ratio);
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)]!;
}

function messageOf(bytes: number): string {
  const head = "MSH|^~\\&|LAB|HSC|CMS|HSC|20260309||ORU^R01|42|P|2.5.1\rPID|1||103663||Souza^Ines\r";
  const segment = "OBX|1|NM|2345-7^Glucose^LN||182|mg/dL|70-99|H|||F\r";
  return head + segment.repeat(Math.floor((bytes - head.length) / segment.length));
}
