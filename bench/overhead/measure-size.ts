import {
  differenceOfMedians,
  measureInRounds,
  median,
  ratioOfMedians,
  type Rounds,
  warmUp,
  type WarmUp,
} from "@vial/measure";
import { baselineLanguage, type NativeProgram } from "../native/program.ts";
import type { SandboxProcess } from "../sandbox/sandbox-process.ts";
import type { Workload } from "../workloads.ts";
import { agreedOutput } from "./agreed-output.ts";
import { type Baseline, type Cell, type CellKey, isGated, keepsToLimit, type MeasuredCell } from "./cell.ts";
import type { LanguageOptions, RunningSandbox } from "./measure-language.ts";
import { gatedMode, modeName } from "./mode.ts";
import { nativeSubject, programName, type RunningSubject, sandboxSubject, splitSubject } from "./subjects.ts";

interface SizeOptions extends LanguageOptions {
  readonly sandboxes: readonly RunningSandbox[];
  readonly splitting: SandboxProcess;
  readonly programs: readonly NativeProgram[];
}

/** Measures all modes and all native programs together, in the same rounds. `keys` are of one size and language. */
export async function measureSize(
  workload: Workload,
  keys: readonly CellKey[],
  options: SizeOptions,
): Promise<Cell[]> {
  const { sandboxes, splitting, programs, effort, signal } = options;
  const [{ sizeBytes, language }] = keys as readonly [CellKey];
  await using stack = new AsyncDisposableStack();
  try {
    const input = workload.input(sizeBytes);
    const subjects: RunningSubject[] = [];
    for (const { mode, sandbox } of sandboxes) {
      await sandbox.setInput(input);
      subjects.push(sandboxSubject(mode, sandbox));
    }
    await splitting.setInput(input);
    subjects.push(splitSubject(splitting));
    for (const program of programs) subjects.push(stack.use(nativeSubject(program, input)));
    const output = await agreedOutput(subjects, sizeBytes, options.agreed);

    const warmUps: Record<string, WarmUp> = {};
    for (const subject of subjects) {
      warmUps[subject.name] = await warmUp(subject, { ...effort.warmUp, watch: subject.tiers, signal });
    }
    const portable = programs.filter(
      (program) => program.target === "portable" && program.language === baselineLanguage(language),
    );
    const rounds = await measureInRounds(byName(subjects), {
      rounds: effort.rounds,
      roundMs: effort.roundMs,
      leadInMs: effort.leadInMs,
      repeats: effort.repeats,
      watched: [modeName(gatedMode), ...portable.map((program) => programName(program))],
      signal,
    });
    const facts = { inputBytes: input.length, outputBytes: output.length, rounds, warmUps };
    return keys.map((key) => cellOf(key, portable, programs, facts));
  } catch (error) {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    return keys.map((key) => ({ ...key, outcome: "failed", reason, gated: isGated(key), pass: false }));
  }
}

function byName(subjects: readonly RunningSubject[]): Record<string, RunningSubject> {
  return Object.fromEntries(subjects.map((subject) => [subject.name, subject]));
}

interface Facts {
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly rounds: Rounds<string>;
  readonly warmUps: Readonly<Record<string, WarmUp>>;
}

function cellOf(
  key: CellKey,
  portable: readonly NativeProgram[],
  programs: readonly NativeProgram[],
  { inputBytes, outputBytes, rounds, warmUps }: Facts,
): MeasuredCell {
  const { times, splits, attempts, disturbed } = rounds;
  const mode = modeName(key);
  const ours = times[mode]!;
  const timesOf = (program: NativeProgram): readonly number[] => times[programName(program)]!;
  const baseline = portable.toSorted((a, b) => median(timesOf(a)) - median(timesOf(b)))[0]!;
  const ratio = ratioOfMedians(ours, timesOf(baseline));
  const others = programs
    .filter((program) => program !== baseline)
    .map(({ compiler, target }): Baseline => {
      const theirs = times[programName({ compiler, target } as NativeProgram)]!;
      const { low, value, high } = ratioOfMedians(ours, theirs);
      return { compiler, target, nativeUs: median(theirs) / 1000, ratio: value, low, high };
    });
  return {
    ...key,
    outcome: "measured",
    inputBytes,
    outputBytes,
    ratio: ratio.value,
    low: ratio.low,
    high: ratio.high,
    nativeUs: median(timesOf(baseline)) / 1000,
    vialUs: median(ours) / 1000,
    extraNs: differenceOfMedians(ours, timesOf(baseline)),
    baseline: baseline.compiler,
    others,
    gated: isGated(key),
    pass: keepsToLimit({ high: ratio.high, disturbed, ours, theirs: timesOf(baseline) }),
    rounds: ours.length,
    attempts,
    disturbed,
    warmUp: warmUps[mode]!,
    split: mode === modeName(gatedMode) ? (splits["split"] ?? null) : null,
  };
}
