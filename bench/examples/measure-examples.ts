import { measureInRounds, median, ratioOfMedians, spreadOf, warmUp } from "@vial/measure";
import { buildNative } from "../native/build.ts";
import { agreedOutput } from "../overhead/agreed-output.ts";
import type { Effort } from "../overhead/effort.ts";
import { gatedMode } from "../overhead/mode.ts";
import { nativeSubject, type RunningSubject, sandboxSubject } from "../overhead/subjects.ts";
import { SandboxProcess } from "../sandbox/sandbox-process.ts";
import type { ExampleBaseline, ExampleRow } from "./example.ts";
import { type Example, examples } from "./examples.ts";

/** Measures the example plugins as they ship, beside native programs of the same sources. */
export async function measureExamples(
  effort: Effort,
  onStart?: (plugin: string) => void,
): Promise<ExampleRow[]> {
  const rows: ExampleRow[] = [];
  let output: Uint8Array = new Uint8Array(0);
  for (const example of examples) {
    onStart?.(example.plugin);
    const measured = await measureExample(example, example.input(output), effort);
    rows.push(measured.row);
    output = measured.output;
  }
  return rows;
}

async function measureExample(
  { plugin, language, module, native, ...example }: Example,
  input: Uint8Array,
  effort: Effort,
): Promise<{ readonly row: ExampleRow; readonly output: Uint8Array }> {
  await using stack = new AsyncDisposableStack();
  const programs = native === undefined ? [] : await buildNative(native, "portable");
  const setup = { source: module, export: example.export, ...gatedMode };
  const { sandbox } = await SandboxProcess.start(setup, input);
  stack.use(sandbox);
  const ours = sandboxSubject(gatedMode, sandbox);
  const theirs = programs.map((program) => stack.use(nativeSubject(program, input)));
  const subjects: readonly RunningSubject[] = [ours, ...theirs];
  const output = await agreedOutput(subjects, input.length, new Map());

  for (const subject of subjects) await warmUp(subject, { ...effort.warmUp, watch: subject.tiers });
  const { rounds, roundMs, leadInMs, repeats } = effort;
  const byName = Object.fromEntries(subjects.map((subject) => [subject.name, subject]));
  const { times } = await measureInRounds(byName, { rounds, roundMs, leadInMs, repeats });
  const vial = times[ours.name]!;
  const baselines = programs.map(({ compiler }, index): ExampleBaseline => {
    const nanoseconds = times[theirs[index]!.name]!;
    const { low, value, high } = ratioOfMedians(vial, nanoseconds);
    return { compiler, nativeUs: median(nanoseconds) / 1000, ratio: value, low, high };
  });
  const { low, median: middle, high } = spreadOf(vial);
  const row: ExampleRow = {
    plugin,
    language,
    inputBytes: input.length,
    vialUs: middle / 1000,
    vialLowUs: low / 1000,
    vialHighUs: high / 1000,
    native: baselines.toSorted((a, b) => a.nativeUs - b.nativeUs)[0] ?? null,
  };
  return { row, output };
}
