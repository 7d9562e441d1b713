import { measureFirstResult, measureIdleCpu, measureImport, measureInstanceMemory } from "./resources.ts";
import { compare, timedOneByOne, timedTogether, type Comparison } from "./statistics.ts";
import { extism, modules, renamed, vial, type Subject } from "./subjects.ts";

/** One row of the report. Times in microseconds, memory in bytes, CPU in percent; `ratio` is vial / reference. */
export interface Row {
  readonly case: string;
  readonly unit: "µs" | "bytes" | "%";
  readonly vial: number;
  readonly reference: number | null;
  readonly ratio: Comparison["ratio"] | null;
  /** In words; `null` where a row only informs. */
  readonly goal: string | null;
  readonly pass: boolean;
}

type Measure = () => Promise<Row>;

const KiB = 1024;
const MiB = 1024 * KiB;

export const cases: readonly (readonly [name: string, measure: Measure])[] = [
  ["empty call, inline", () => inline(0, { ratio: 1, absolute: 1 })],
  ["empty call, inline, fresh state", () => inline(0, {}, "fresh")],
  ["1 KiB echo, inline, fresh state", () => inline(KiB, {}, "fresh")],
  ["1 MiB echo, direct lane, against Uint8Array.slice", againstSlice],
  ["1 MiB echo, direct lane", () => echo(MiB, "direct", 1 / 50)],
  ["64 KiB echo, kernel lane", () => echo(64 * KiB, "extism", 1 / 10)],
  ["1 MiB echo, kernel lane", () => echo(MiB, "extism", 1 / 10)],
  ["empty call, thread, back to back", () => thread(0, 0, 1 / 50)],
  ["1 KiB echo, thread, back to back", () => thread(KiB, 0, 1 / 50)],
  ["empty call, thread, after 2 ms idle", () => thread(0, 2, 1 / 5)],
  ["1 KiB echo, thread, after 2 ms idle", () => thread(KiB, 2, 1 / 5)],
  ["4 idle workers, CPU", idleCpu],
  ["cold start in a running host", coldStart],
  ["import in a new process", importTime],
  ["cold start in a new process", firstResult],
  ["resident memory of one more instance", instanceMemory],
];

interface Goal {
  /** Vial's time is at most this many times the reference's. */
  readonly ratio?: number;
  /** In the row's unit. */
  readonly absolute?: number;
}

async function inline(bytes: number, goal: Goal, state: "shared" | "fresh" = "shared"): Promise<Row> {
  await using ours = await vial(modules.direct, "inline", state);
  await using theirs = await extism(modules.direct);
  const input = new Uint8Array(bytes);
  const calls = 5_000;
  const measured = await compare(
    40,
    timedTogether(calls, () => ours.call(input)),
    timedTogether(calls, () => theirs.call(input)),
  );
  return timeRow(measured, goal);
}

async function againstSlice(): Promise<Row> {
  await using ours = await vial(modules.direct, "inline");
  const input = new Uint8Array(MiB).fill(1);
  const measured = await compare(
    60,
    timedOneByOne(15, () => ours.call(input)),
    timedOneByOne(15, async () => input.slice()),
  );
  return timeRow(measured, { ratio: 2.5 });
}

async function echo(bytes: number, lane: "direct" | "extism", ratio: number): Promise<Row> {
  await using ours = await vial(modules[lane], "inline");
  await using theirs = await extism(modules.extism);
  const input = new Uint8Array(bytes).fill(1);
  // A round is long enough that its median is a call with warm caches.
  return timeRow(await inTurns(16, 15, ours, theirs, input), { ratio });
}

async function thread(bytes: number, pauseMs: number, ratio: number): Promise<Row> {
  await using ours = await vial(modules.direct, "thread");
  await using theirs = await extism(modules.extism, true);
  const input = new Uint8Array(bytes).fill(1);
  // A worker that has just been woken answers slowly for the first calls: a round is long enough to see past them.
  const calls = pauseMs === 0 ? 400 : 20;
  return timeRow(await inTurns(20, calls, ours, theirs, input, pauseMs), { ratio });
}

function inTurns(
  rounds: number,
  calls: number,
  ours: Subject,
  theirs: Subject,
  input: Uint8Array,
  pauseMs = 0,
): Promise<Comparison> {
  const round = (subject: Subject) => timedOneByOne(calls, () => subject.call(input), pauseMs);
  return compare(rounds, round(ours), round(theirs));
}

async function coldStart(): Promise<Row> {
  let nonce = 0;
  const input = new Uint8Array(KiB);
  const first = (start: (module: Uint8Array) => Promise<Subject>) => async (): Promise<number> => {
    const module = renamed(modules.extism, nonce++);
    const begin = performance.now();
    const subject = await start(module);
    await subject.call(input);
    const time = (performance.now() - begin) * 1000;
    await subject[Symbol.asyncDispose]();
    return time;
  };
  const measured = await compare(
    60,
    first((module) => vial(module, "inline")),
    first((module) => extism(module)),
  );
  return timeRow(measured, { absolute: 2_000 });
}

async function importTime(): Promise<Row> {
  const measured = await compare(
    16,
    async () => measureImport("vial"),
    async () => measureImport("extism"),
  );
  return timeRow(measured, {});
}

async function firstResult(): Promise<Row> {
  const measured = await compare(
    16,
    async () => measureFirstResult("vial"),
    async () => measureFirstResult("extism"),
  );
  return timeRow(measured, { ratio: 1 / 5 });
}

async function idleCpu(): Promise<Row> {
  const percent = await measureIdleCpu(4);
  return {
    case: "",
    unit: "%",
    vial: percent,
    reference: null,
    ratio: null,
    goal: "≤ 0.5",
    pass: percent <= 0.5,
  };
}

async function instanceMemory(): Promise<Row> {
  const ours = measureInstanceMemory("vial");
  const theirs = measureInstanceMemory("extism");
  const ratio = ours / theirs;
  const limit = 1_000_000;
  return {
    case: "",
    unit: "bytes",
    vial: ours,
    reference: theirs,
    ratio: { low: ratio, median: ratio, high: ratio },
    goal: "≤ 1 MB",
    pass: ours <= limit,
  };
}

function timeRow({ vial: ours, reference, ratio }: Comparison, goal: Goal): Row {
  const parts: string[] = [];
  if (goal.absolute !== undefined)
    parts.push(goal.absolute >= 1000 ? `≤ ${goal.absolute / 1000} ms` : `≤ ${goal.absolute} µs`);
  if (goal.ratio !== undefined)
    parts.push(goal.ratio < 1 ? `≥ ${Math.round(1 / goal.ratio)} × faster` : `≤ ${goal.ratio} ×`);
  const pass = ours <= (goal.absolute ?? Infinity) && ratio.median <= (goal.ratio ?? Infinity);
  return {
    case: "",
    unit: "µs",
    vial: ours,
    reference,
    ratio,
    goal: parts.length === 0 ? null : parts.join(", "),
    pass,
  };
}
