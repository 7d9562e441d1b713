import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { PluginError, type Isolation, type LoadOptions, type PluginManager } from "@vial/host";
import {
  answerMs,
  callDeadlineMs,
  startMs,
  type CaseResult,
  type HostileCall,
  type HostileCase,
  type Outcome,
  type Stage,
} from "./hostile-case.ts";
import { LoopWatch } from "./loop-watch.ts";
import type { MachineNoise } from "./machine-noise.ts";
import type { Neighbour } from "./neighbour.ts";
import type { ProcessWatch } from "./process-watch.ts";

/** The host a family's cases run on, one after the other. */
export interface Theatre {
  readonly plugins: PluginManager;
  readonly isolation: Isolation;
  readonly neighbour: Neighbour;
  readonly noise: MachineNoise;
  readonly watch: ProcessWatch;
}

const plugin = "hostile";
const oneAnswer: readonly HostileCall[] = [{ expected: ["answer "] }];

// What the host promises, in milliseconds and bytes.
const pastDeadlineMs = 250;
const loopDelayMs = 50;
/** By the clock alone a busy machine is told from a thread that blocks only when it blocks for long. */
const blockedMs = 1_000;
const keptBytes = 16 * 2 ** 20;

/** How often a case is run whose only faults are {@link Faults.delays}: what the host does too slowly, it does each time. */
const attempts = 3;

/** Codes that a call or load ends with when its time is up. */
const lateCodes = ["DEADLINE_EXCEEDED", "COMPILE_TIMEOUT", "CPU_LIMIT"];

/** What was wrong about a case. */
class Faults {
  readonly wrong: string[] = [];
  /** What also comes about when the machine gives the host too little of its time. */
  readonly delays: string[] = [];

  get all(): readonly string[] {
    return [...this.wrong, ...this.delays];
  }
}

/** Whether a step may end because its time is up. */
function mayBeLate(expected: readonly Outcome[]): boolean {
  return expected.some((each) => each.endsWith("DEADLINE_EXCEEDED") || each.endsWith("COMPILE_TIMEOUT"));
}

/** Runs a case with everything watched, and says what happened and what was wrong about it. */
export async function performCase(
  each: HostileCase,
  theatre: Theatre,
): Promise<Pick<CaseResult, "outcome" | "pass">> {
  for (let attempt = 1; ; attempt++) {
    const { outcomes, faults } = await perform(each, theatre);
    const pass = faults.all.length === 0;
    if (pass || faults.wrong.length > 0 || attempt === attempts)
      return { outcome: [outcomes.join(", "), ...faults.all].join("; "), pass };
  }
}

async function perform(
  each: HostileCase,
  theatre: Theatre,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly faults: Faults }> {
  const { plugins, isolation, neighbour, noise, watch } = theatre;
  const logs: string[] = [];
  const stage: Stage = { plugins, isolation, marker: `PHI-${randomUUID()}`, logs, count: 0, origin: "" };
  const faults = new Faults();
  await using stack = new AsyncDisposableStack();
  if (each.setting !== undefined) stack.use(await each.setting(stage));
  const loadMs = mayBeLate(each.refused ?? []) ? startMs : answerMs;
  const options: LoadOptions = {
    limits: { compileMs: loadMs, startMs: loadMs, deadlineMs: callDeadlineMs },
    onLog: ({ message }) => void logs.push(message),
    ...(typeof each.options === "function" ? each.options(stage) : each.options),
    ...(each.functions === undefined ? {} : { functions: each.functions(stage) }),
    source: typeof each.source === "function" ? await each.source(stage) : each.source,
    isolation,
  };
  await watch.begin();

  noise.reset();
  const outcomes: Outcome[] = [];
  {
    using loop = new LoopWatch();
    neighbour.watch();
    const attempt = new Attempt(stage, { noise, loop }, faults);
    const loaded = await attempt.load(options, each.refused);
    outcomes.push(...loaded);
    if (loaded.length === 0) {
      const calls = typeof each.calls === "function" ? each.calls(stage) : (each.calls ?? oneAnswer);
      for (const call of calls) outcomes.push(await attempt.call(call));
    }
    if (isolation !== "inline") faults.delays.push(...loopFaults(loop, noise));
  }
  if (plugins.list().some(({ name }) => name === plugin)) await plugins.unload(plugin);
  faults.wrong.push(
    ...[await neighbour.verdict(), await each.check?.(stage)].filter((fault) => fault !== undefined),
  );
  faults.wrong.push(...(await watch.end(each.keepsBytes ?? keptBytes)));
  return { outcomes, faults };
}

class Attempt {
  readonly #stage: Stage;
  readonly #noise: MachineNoise;
  readonly #loop: LoopWatch;
  readonly #faults: Faults;

  constructor(
    stage: Stage,
    { noise, loop }: { readonly noise: MachineNoise; readonly loop: LoopWatch },
    faults: Faults,
  ) {
    this.#stage = stage;
    this.#noise = noise;
    this.#loop = loop;
    this.#faults = faults;
  }

  /** The outcome when the plugin was refused, nothing when it was loaded. */
  async load(options: LoadOptions, refused: readonly Outcome[] | undefined): Promise<Outcome[]> {
    const { compileMs = startMs, startMs: startsWithin = startMs } = options.limits ?? {};
    const limit = compileMs + startsWithin;
    const loading = this.#stage.plugins.load(plugin, options).then(() => "answer loaded" as const);
    const outcome = await this.#timed("load", limit, loading);
    if (refused === undefined && outcome === "answer loaded") return [];
    this.#expect(outcome, refused ?? ["answer loaded"]);
    return [outcome];
  }

  async call({ input, export: exportName, deadline, times = 1, expected }: HostileCall): Promise<Outcome> {
    const limit = deadline ?? (mayBeLate(expected) ? callDeadlineMs : answerMs);
    let outcome: Outcome = "answer ";
    for (let time = 0; time < times; time++) {
      const calling = this.#stage.plugins.execute(plugin, input ?? this.#stage.marker, {
        deadline: limit,
        ...(exportName === undefined ? {} : { export: exportName }),
      });
      outcome = await this.#timed("call", limit, calling.then(answered));
      if (!this.#expect(outcome, expected)) break;
    }
    return outcome;
  }

  async #timed(step: "load" | "call", limit: number, pending: Promise<Outcome>): Promise<Outcome> {
    this.#loop.look();
    const starvedBefore = this.#loop.starvedMs;
    const from = performance.now();
    let outcome: Outcome;
    try {
      outcome = await pending;
    } catch (error) {
      outcome = this.#failed(step, error);
    }
    const took = performance.now() - from;
    this.#loop.look();
    // A host that gets no processor cannot answer.
    const starved = this.#loop.starvedMs - starvedBefore;
    if (took > limit + this.#noise.allow(pastDeadlineMs) + starved)
      this.#faults.delays.push(`the ${step} took ${took.toFixed()} ms with a limit of ${limit}`);
    return outcome;
  }

  #failed(step: "load" | "call", error: unknown): Outcome {
    if (!(error instanceof PluginError)) {
      this.#faults.wrong.push(`the ${step} failed with an error of another kind: ${inspect(error)}`);
      return `${step} WORKER_CRASHED`;
    }
    const { marker } = this.#stage;
    const shown = [inspect(error, { depth: 5 }), JSON.stringify(error), String(error.stack), error.message];
    if (shown.some((text) => text.includes(marker)))
      this.#faults.wrong.push("the error shows what the plugin was given");
    return `${step} ${error.code}`;
  }

  #expect(outcome: Outcome, expected: readonly Outcome[]): boolean {
    const anyAnswer = outcome.startsWith("answer ") && expected.includes("answer *");
    const meets = anyAnswer || expected.includes(outcome);
    if (meets) return true;
    const late = lateCodes.some((code) => outcome.endsWith(code));
    this.#faults[late ? "delays" : "wrong"].push(`expected ${expected.join(" or ")}`);
    return false;
  }
}

/** Short answers are told in full, others by their length. */
function answered(result: { text(): string; bytes(): Uint8Array }): Outcome {
  const bytes = result.bytes();
  return bytes.length <= 200 ? `answer ${result.text()}` : `answer ${bytes.length} bytes`;
}

function loopFaults(loop: LoopWatch, noise: MachineNoise): string[] {
  loop.look();
  if (loop.busyMs > loopDelayMs * noise.slowness) noise.look();
  const faults: string[] = [];
  if (loop.busyMs > loopDelayMs * noise.slowness)
    faults.push(`the host's event loop was held up by ${loop.busyMs.toFixed()} ms of work`);
  if (loop.pausedMs > noise.allow(loopDelayMs) + blockedMs)
    faults.push(`the host's event loop stood still for ${loop.pausedMs.toFixed()} ms`);
  return faults;
}
