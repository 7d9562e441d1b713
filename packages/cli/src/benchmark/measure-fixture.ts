import { PluginManager } from "@vial/host";
import { readModuleShape } from "@vial/host/module";
import { type CallSplit, CallSplitter, type Interval, measureInRounds, ratioOfMedians } from "@vial/measure";
import { quantile, type Spread, spreadOf, type Subject, warmUp } from "@vial/measure";
import type { RecordedHostCall } from "@vial/pdk-types/recording";
import { runFixture, type Subject as FixtureSubject } from "../fixtures/run-fixture.ts";
import type { Fixture } from "../fixtures/fixture.ts";
import { configFor, grantsFor } from "../project/grants.ts";
import { HostCallPlayer } from "../recording/host-call-player.ts";
import { recordedImports } from "../recording/recorded-imports.ts";
import { BareModule } from "./bare-module.ts";

/** The times of single calls, in nanoseconds, sorted. */
export interface Distribution {
  readonly calls: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly greatest: number;
  /** How many calls took how long: bins of equal width on a logarithmic axis. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly calls: number }[];
}

/** What a fixture's call costs. Times are nanoseconds a call. */
export interface MeasuredFixture {
  readonly fixture: string;
  readonly inputBytes: number;
  readonly outputBytes: number;
  /** On the caller's thread, and in a thread of its own; state is fresh for every call. */
  readonly inline: Spread;
  readonly thread: Spread;
  /** The module alone, called again and again on one instance; or why that was not possible. */
  readonly bare: Spread | string;
  /** How many times the bare call an inline call takes, with the interval that holds it in 95 of 100 runs. */
  readonly ratio: Interval | null;
  readonly distribution: Distribution;
  readonly split: CallSplit;
  /** Whether the plugin asks its host for something, which is then answered from what the fixture lists. */
  readonly hostCalls: number;
  /** Whether something else on the machine was in the way. */
  readonly disturbed: boolean;
}

/** A fixture that cannot be measured, and why. */
export interface UnmeasuredFixture {
  readonly fixture: string;
  readonly unmeasured: string;
}

interface Options {
  /** Seconds a fixture is given, about. */
  readonly seconds: number;
}

/** Measures one fixture that passes. */
export async function measureFixture(
  subject: FixtureSubject,
  fixture: Fixture,
  { seconds }: Options,
): Promise<MeasuredFixture | UnmeasuredFixture> {
  const { faults, answer, hostCalls } = await runFixture(subject, fixture);
  if (faults.length > 0) return { fixture: fixture.name, unmeasured: "it fails: vial test says why" };
  if (answer.kind === "error") return { fixture: fixture.name, unmeasured: "it expects an error" };
  await using inline = await load(subject, fixture, hostCalls, "inline");
  await using thread = await load(subject, fixture, hostCalls, "thread");
  const { input, settings } = fixture;
  const bare = BareModule.create(subject.bytes, settings.export, { input, output: answer.bytes });
  const subjects: Record<string, Subject> = { inline, thread, ...(typeof bare !== "string" && { bare }) };
  const patienceMs = seconds * 150;
  for (const each of Object.values(subjects)) await warmUp(each, { batchMs: 5, patienceMs });
  const rounds = 20;
  const roundMs = (seconds * 500) / rounds / Object.keys(subjects).length;
  const { times, disturbed } = await measureInRounds(subjects, {
    rounds,
    roundMs,
    repeats: 1,
    restless: 0.3,
  });
  const calls = Math.max(50, Math.min(5000, Math.round((seconds * 1e8) / spreadOf(times["inline"]!).median)));
  return {
    fixture: fixture.name,
    inputBytes: input.length,
    outputBytes: answer.bytes.length,
    inline: spreadOf(times["inline"]!),
    thread: spreadOf(times["thread"]!),
    bare: typeof bare === "string" ? bare : spreadOf(times["bare"]!),
    ratio: times["bare"] ? ratioOfMedians(times["inline"]!, times["bare"]) : null,
    distribution: distributionOf(await inline.each(calls)),
    split: await splitWarm(calls, inline.call),
    hostCalls: hostCalls.length,
    disturbed,
  };
}

/** The split of calls once V8 has compiled what tells of their phases. */
async function splitWarm(calls: number, call: () => Promise<unknown>): Promise<CallSplit> {
  using splitter = new CallSplitter();
  await splitter.split(calls, call);
  return await splitter.split(calls, call);
}

interface LoadedSubject extends Subject, AsyncDisposable {
  readonly call: () => Promise<unknown>;
  /** The time of each of so many calls, in nanoseconds. */
  each(calls: number): Promise<number[]>;
}

/** The plugin on a host, which answers as it did when the fixture ran. */
async function load(
  { project: { manifest }, manifestPath, bytes }: FixtureSubject,
  { config, input, settings }: Fixture,
  hostCalls: readonly RecordedHostCall[],
  isolation: "inline" | "thread",
): Promise<LoadedSubject> {
  const plugins = new PluginManager();
  const player = new HostCallPlayer(hostCalls, recordedImports(readModuleShape(bytes)));
  await plugins.load(manifest.name, {
    ...grantsFor(manifest, config),
    ...configFor(manifest, config),
    source: manifestPath,
    isolation,
    functions: player.functions,
    limits: { ...manifest.limits, startMs: 60_000 },
  });
  const options = { export: settings.export };
  const call = async (): Promise<unknown> => {
    player.rewind();
    return await plugins.execute(manifest.name, input, options);
  };
  return {
    call,
    run: async (calls) => {
      const startedAt = performance.now();
      for (let left = calls; left > 0; left--) await call();
      return (performance.now() - startedAt) * 1e6;
    },
    each: async (calls) => {
      const times: number[] = [];
      for (let left = calls; left > 0; left--) {
        const startedAt = performance.now();
        await call();
        times.push((performance.now() - startedAt) * 1e6);
      }
      return times;
    },
    [Symbol.asyncDispose]: () => plugins[Symbol.asyncDispose](),
  };
}

const binCount = 24;

/** @param times at least one */
export function distributionOf(times: readonly number[]): Distribution {
  const sorted = times.toSorted((a, b) => a - b);
  const least = Math.max(1, sorted[0]!);
  // The slowest hundredth would leave the others one bin.
  const most = Math.max(least * 1.01, quantile(times, 0.99));
  const step = Math.log(most / least) / binCount;
  const bins = Array.from({ length: binCount }, (_, at) => {
    const from = least * Math.exp(step * at);
    const to = least * Math.exp(step * (at + 1));
    const isLast = at === binCount - 1;
    const calls = sorted.filter((time) => (at === 0 || time >= from) && (isLast || time < to)).length;
    return { from, to, calls };
  });
  return {
    calls: times.length,
    p50: quantile(times, 0.5),
    p90: quantile(times, 0.9),
    p99: quantile(times, 0.99),
    greatest: sorted.at(-1)!,
    bins,
  };
}
