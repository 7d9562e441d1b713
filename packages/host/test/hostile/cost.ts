/**
 * What the sandbox costs honest plugins: inputs of 64 KiB through two of the examples, on this thread. All that protects is held
 * against the same engine without it: shared state, no policy, and no instruction moved. `bare` is the module as it was compiled,
 * called without a host: its input is copied in and its output out, and nothing is checked or cleaned.
 *
 * A machine's pace changes within milliseconds, so variants take turns after a few calls each, in an order drawn anew for every
 * round, and each is held against the others' time in the same round: a figure is the median of these ratios, with the interval
 * that holds it in 95 of 100 runs.
 */
import { readFileSync } from "node:fs";
import { PluginManager, VialEngine, type LoadOptions, type Policy } from "@vial/host";
import { analyseState, prepareModule, readModuleShape } from "@vial/host/module";
import { randomFrom } from "../../../measure/src/random.ts";
import { median, medianOfRatios, type Interval } from "../../../measure/src/statistics.ts";

const rounds = 1500;
/** How long a variant's turn is at least. */
const turnMs = 0.4;
const warmUpMs = 1000;
const inputBytes = 64 * 1024;
const policy: Policy = { config: ["pseudonym-key"] };
/** What the checks may cost. */
const goal = 1.03;

interface Subject {
  readonly name: string;
  readonly source: Uint8Array<ArrayBuffer>;
  readonly input: Uint8Array;
}

interface Variant {
  readonly name: string;
  readonly call: () => unknown;
  /** Microseconds of a call, round by round. */
  readonly times: number[];
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  vial_input(length: number): number;
  vial_output(): bigint;
  process(): number;
}

const subjects: readonly Subject[] = [
  {
    name: "hl7-to-json (C)",
    source: moduleOf("hl7-to-json"),
    input: inputOf(
      "MSH|^~\\&|LAB|HSC|CMS|HSC|20260309||ORU^R01|42|P|2.5.1\rPID|1||103663||Souza^Ines\r",
      "OBX|1|NM|2345-7^Glucose^LN||182|mg/dL|70-99|H|||F\r",
      "",
    ),
  },
  {
    name: "lgpd-analyzer (Rust)",
    source: moduleOf("lgpd-analyzer"),
    input: inputOf(
      '{"mode":"mask","text":"',
      "Paciente refere dor há três dias, sem febre. CPF 529.982.247-25. Segue em observação na enfermaria. ",
      '"}',
    ),
  },
];

console.log(`Inputs of ${inputBytes / 1024} KiB, Node ${process.version}, ${rounds} rounds`);
for (const subject of subjects) {
  const cost = await costOf(subject);
  const verdict = cost.high < goal ? "ok" : cost.low > goal ? "MISSED" : "the noise is too great to tell";
  console.log(`All of it: ${text(cost)}, the goal is below ${goal}: ${verdict}`);
  if (cost.low > goal) process.exitCode = 1;
}

/** What all of it costs a plugin; prints what its parts cost. */
async function costOf({ name, source, input }: Subject): Promise<Interval> {
  await using guarded = new PluginManager();
  await using unguarded = new PluginManager({ engine: new VialEngine({ codeInPlace: true }) });
  const loaded = async (
    variant: string,
    options: Omit<LoadOptions, "source">,
    plugins = guarded,
  ): Promise<Variant> => {
    await plugins.load(variant, { source, ...options });
    return { name: variant, call: () => plugins.execute(variant, input), times: [] };
  };
  const bareModule: Variant = { name: "bare", call: bare(source, input), times: [] };
  const without = await loaded("none of it", { isolation: "inline", state: "shared" }, unguarded);
  const all = await loaded("fresh state, policy, rewritten", { isolation: "inline", policy });
  const inline: readonly Variant[] = [
    bareModule,
    { name: "bare, rewritten", call: bare(rewritten(source), input), times: [] },
    without,
    await loaded("rewritten", { isolation: "inline", state: "shared" }),
    await loaded("fresh state, rewritten", { isolation: "inline" }),
    all,
  ];
  await takeTurns(inline);
  console.log(`\n${name.padEnd(32)}      median   to the bare module        to none of it`);
  for (const variant of inline) {
    const [toBare, toNone] = [bareModule, without].map((other) => text(ratio(variant, other)).padEnd(26));
    console.log(`${row(variant)}${toBare}${toNone}`);
  }

  // Apart from the others: a worker that looks out for its next call takes a core from who is measured next.
  const thread = await loaded("thread", { isolation: "thread", policy });
  const again = { ...all, times: [] };
  await takeTurns([again, thread]);
  console.log(`${row(thread)}${text(ratio(thread, again))} to inline`);
  return ratio(all, without);
}

/** Measures variants in turns. */
async function takeTurns(variants: readonly Variant[]): Promise<void> {
  let calls = 1;
  for (const { call } of variants) {
    const callMs = await warmUp(call);
    calls = Math.max(calls, Math.ceil(turnMs / callMs));
  }
  const random = randomFrom(1);
  for (let round = 0; round < rounds; round++) {
    const order = variants.map((variant) => ({ variant, at: random() })).toSorted((a, b) => a.at - b.at);
    for (const { variant } of order) {
      const from = performance.now();
      for (let call = 0; call < calls; call++) await variant.call();
      variant.times.push(((performance.now() - from) * 1000) / calls);
    }
  }
}

/** The milliseconds of a call. */
async function warmUp(call: () => unknown): Promise<number> {
  const from = performance.now();
  let calls = 0;
  for (; performance.now() - from < warmUpMs; calls++) await call();
  return (performance.now() - from) / calls;
}

/** Calls a module without anything around it. */
function bare(binary: Uint8Array<ArrayBuffer>, input: Uint8Array): () => Uint8Array {
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

/** A module as the host compiles it. */
function rewritten(source: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const shape = readModuleShape(source);
  const { sites } = analyseState(source, shape);
  const options = {
    memoryBytes: 64 * 1024 * 1024,
    tableElements: 10_000,
    keepNames: false,
    ownPages: true,
  };
  return prepareModule({ bytes: source, shape, sites, options });
}

function ratio(variant: Variant, other: Variant): Interval {
  return medianOfRatios(variant.times, other.times);
}

function text({ low, value, high }: Interval): string {
  return `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}

function row({ name, times }: Variant): string {
  return `${name.padEnd(32)} ${median(times).toFixed(1).padStart(8)} µs   `;
}

function moduleOf(example: string): Uint8Array<ArrayBuffer> {
  const path = `../../../../examples/${example}/prebuilt/${example}.wasm`;
  return new Uint8Array(readFileSync(new URL(path, import.meta.url)));
}

/** As many repetitions as fit. */
function inputOf(start: string, repeated: string, end: string): Uint8Array {
  const room = inputBytes - Buffer.byteLength(start + end);
  const times = Math.floor(room / Buffer.byteLength(repeated));
  return new TextEncoder().encode(start + repeated.repeat(times) + end);
}
