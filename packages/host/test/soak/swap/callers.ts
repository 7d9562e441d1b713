import { setTimeout as sleep } from "node:timers/promises";
import type { CallContext, PluginError, PluginManager } from "@vial/host";
import type { HostRecord, Verdict } from "./host-messages.ts";

const callers = 50;
/** For a call, in milliseconds. One that is not answered a while after is lost. */
const deadlineMs = 20_000;
const graceMs = 20_000;

/** How a call may fail here: its worker was ended, its plugin traps by design or was unloaded. */
const expected = new Set(["WORKER_CRASHED", "TRAP", "PLUGIN_NOT_FOUND", "PLUGIN_QUARANTINED"]);

/** Counts how often the plugin ran for one call. */
export function ranFor(record: Recorder): (context: CallContext) => bigint {
  return (context) => {
    record(["ran", context.hostContext as number]);
    return 0n;
  };
}

/** Writes down what happens, before anything else can happen. */
export type Recorder = (record: HostRecord) => void;

/** Fifty callers that call plugins all the time and look at every answer. */
export class Callers {
  readonly #plugins: PluginManager;
  readonly #names: readonly string[];
  readonly #record: Recorder;
  #calls = 0;
  #over = new AbortController();
  #all: Promise<unknown> = Promise.resolve();

  constructor(plugins: PluginManager, names: readonly string[], record: Recorder) {
    this.#plugins = plugins;
    this.#names = names;
    this.#record = record;
  }

  start(): void {
    this.#over = new AbortController();
    this.#all = Promise.all(Array.from({ length: callers }, (_, caller) => this.#keepCalling(caller)));
  }

  /** Waits until every caller has its last answer. */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#all;
  }

  async #keepCalling(caller: number): Promise<void> {
    for (let call = 0; !this.#over.signal.aborted; call++) {
      const name = this.#names[(caller + call) % this.#names.length]!;
      await this.#call(name, `patient ${caller} ${call}`, `patient ${caller}`);
      await sleep(Math.random() * 5);
    }
  }

  async #call(name: string, input: string, key: string): Promise<void> {
    const live = this.#live(name);
    if (live.size === 0) return;
    const call = ++this.#calls;
    this.#record(["started", call]);
    const options = { deadline: deadlineMs, key, hostContext: call };
    const { promise: late, resolve } = Promise.withResolvers<Verdict>();
    const timer = setTimeout(() => resolve(noted("lost", `no answer from ${name}`)), deadlineMs + graceMs);
    const answer = this.#plugins.execute(name, input, options).then(
      (result) => judge(result.text(), input, live),
      (error: PluginError) => judgeFailure(error, live),
    );
    this.#record(["answered", call, await Promise.race([answer, late])]);
    clearTimeout(timer);
  }

  /** The versions that may answer a call that starts now. */
  #live(name: string): ReadonlySet<string | undefined> {
    if (!this.#plugins.list().some((plugin) => plugin.name === name)) return new Set();
    const { serving, update } = this.#plugins.versions(name);
    const onTrial = update?.strategy === "canary" ? update.candidate?.version : undefined;
    return new Set([serving.version, ...(onTrial === undefined ? [] : [onTrial])]);
  }
}

function judge(output: string, input: string, live: ReadonlySet<string | undefined>): Verdict {
  const [start, end] = [output.slice(0, 8).trimEnd(), output.slice(8, 16).trimEnd()];
  if (output.slice(16) !== input) return noted("lost", "another call's answer");
  if (start === end && live.has(start)) return "well";
  return noted("mixedVersions", `${start} to ${end} instead of ${[...live].join(" or ")}`);
}

function judgeFailure({ code, version }: PluginError, live: ReadonlySet<string | undefined>): Verdict {
  if (!expected.has(code)) return noted("lost", code);
  if (version === undefined || live.has(version)) return "well";
  return noted("mixedVersions", `${code} of ${version} instead of ${[...live].join(" or ")}`);
}

function noted(verdict: Verdict, what: string): Verdict {
  console.error(`${verdict}: ${what}`);
  return verdict;
}
