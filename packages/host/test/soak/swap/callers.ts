import { setTimeout as sleep } from "node:timers/promises";
import type { CallContext, PluginError, PluginManager } from "@vial/host";

const callers = 50;
/** For a call, in milliseconds. One that is not answered a while after is lost. */
const deadlineMs = 20_000;
const graceMs = 20_000;

/** How a call may fail here: its worker was ended, its plugin traps by design or was unloaded. */
const expected = new Set(["WORKER_CRASHED", "TRAP", "PLUGIN_NOT_FOUND", "PLUGIN_QUARANTINED"]);

/** One call as its host function sees it. */
interface Ledger {
  ran: number;
}

/** Counts how often the plugin ran for one call. */
export function ran(context: CallContext): bigint {
  (context.hostContext as Ledger).ran++;
  return 0n;
}

/** Fifty callers that call plugins all the time and look at every answer. */
export class Callers {
  calls = 0;
  lost = 0;
  doubled = 0;
  mixedVersions = 0;
  readonly #plugins: PluginManager;
  readonly #names: readonly string[];
  #over = new AbortController();
  #all: Promise<unknown> = Promise.resolve();

  constructor(plugins: PluginManager, names: readonly string[]) {
    this.#plugins = plugins;
    this.#names = names;
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
    const ledger: Ledger = { ran: 0 };
    this.calls++;
    const options = { deadline: deadlineMs, key, hostContext: ledger };
    const late = sleep(deadlineMs + graceMs, "lost", { ref: false });
    const answer = this.#plugins.execute(name, input, options).then(
      (result) => this.#look(result.text(), input, live),
      (error: PluginError) => this.#failed(error, live),
    );
    if ((await Promise.race([answer, late])) === "lost") this.#note("lost", `no answer from ${name}`);
    if (ledger.ran > 1) this.#note("doubled", `${name} ran ${ledger.ran} times`);
  }

  /** The versions that may answer a call that starts now. */
  #live(name: string): ReadonlySet<string | undefined> {
    if (!this.#plugins.list().some((plugin) => plugin.name === name)) return new Set();
    const { serving, update } = this.#plugins.versions(name);
    const onTrial = update?.strategy === "canary" ? update.candidate?.version : undefined;
    return new Set([serving.version, ...(onTrial === undefined ? [] : [onTrial])]);
  }

  #look(output: string, input: string, live: ReadonlySet<string | undefined>): void {
    const [start, end] = [output.slice(0, 8).trimEnd(), output.slice(8, 16).trimEnd()];
    if (output.slice(16) !== input) this.#note("lost", "another call's answer");
    else if (start !== end || !live.has(start))
      this.#note("mixedVersions", `${start} to ${end} instead of ${[...live].join(" or ")}`);
  }

  #failed({ code, version }: PluginError, live: ReadonlySet<string | undefined>): void {
    if (!expected.has(code)) this.#note("lost", code);
    else if (version !== undefined && !live.has(version))
      this.#note("mixedVersions", `${code} of ${version} instead of ${[...live].join(" or ")}`);
  }

  #note(count: "lost" | "doubled" | "mixedVersions", what: string): void {
    this[count]++;
    console.error(`${count}: ${what}`);
  }
}
