import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { PluginError } from "@vial/host";
import { kernelCommands } from "../../support/commands.ts";
import { processing } from "../../support/reporting-guest.ts";
import type { HostileCase, Stage } from "../hostile-case.ts";

/** Kills what the host has started for the plugin, again and again, `pause` milliseconds after the last time. */
async function killing(stage: Stage, pause: () => number): Promise<AsyncDisposable> {
  const victims = new Set<() => Promise<unknown>>();
  const dying = new Set<Promise<unknown>>();
  const onWorker = (message: unknown): void => {
    const { worker } = message as { readonly worker: Worker };
    victims.add(() => worker.terminate());
  };
  const onProcess = (message: unknown): void => {
    const { process: child } = message as { readonly process: ChildProcess };
    victims.add(async () => {
      // The host lets go of its children; who waits for the end of one has to hold it.
      child.ref();
      if (child.kill("SIGKILL")) await once(child, "exit");
    });
  };
  subscribe("worker_threads", onWorker);
  subscribe("child_process", onProcess);
  let timer: NodeJS.Timeout;
  const strike = (): void => {
    timer = setTimeout(strike, pause());
    // Loading is not what is to be disturbed.
    if (!isLoaded(stage)) return;
    stage.count++;
    for (const kill of victims) dying.add(kill());
    victims.clear();
  };
  timer = setTimeout(strike, pause());
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      unsubscribe("worker_threads", onWorker);
      unsubscribe("child_process", onProcess);
      // A spare that is not quite dead would be given to the next plugin.
      await Promise.all(dying);
    },
  };
}

const killer = (stage: Stage): Promise<AsyncDisposable> => killing(stage, () => 37);

const isLoaded = ({ plugins }: Stage): boolean => plugins.list().some(({ name }) => name === "hostile");

const callers = 8;

/** Callers that wait for nobody but their own answer, while workers die at random. Each may only get its own answer, or an error. */
class Load {
  #wrong: string | undefined;

  readonly setting = async (stage: Stage): Promise<AsyncDisposable> => {
    this.#wrong = undefined;
    const deaths = await killing(stage, () => Math.random() * 200);
    const over = new AbortController();
    const call = async (caller: number): Promise<void> => {
      for (let count = 0; !over.signal.aborted; count++) {
        await sleep(2);
        if (isLoaded(stage)) await this.#call(stage, `${caller} ${count} ${stage.marker}`);
      }
    };
    const calling = Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
    return {
      [Symbol.asyncDispose]: async () => {
        over.abort();
        await calling;
        await deaths[Symbol.asyncDispose]();
      },
    };
  };

  readonly check = (): string | undefined => this.#wrong;

  async #call({ plugins }: Stage, input: string): Promise<void> {
    try {
      const answer = (await plugins.execute("hostile", input, { deadline: 5_000 })).text();
      if (answer !== input) this.#wrong ??= "a caller got another answer than its own";
    } catch (error) {
      const code = error instanceof PluginError ? error.code : String(error);
      if (!suffered.has(code)) this.#wrong ??= `a caller got ${code}`;
    }
  }
}

/** What a caller may get instead of its answer; the last one when the case is over. */
const suffered: ReadonlySet<string> = new Set([
  "WORKER_CRASHED",
  "PLUGIN_QUARANTINED",
  "QUEUE_FULL",
  "DEADLINE_EXCEEDED",
  "PLUGIN_NOT_FOUND",
]);

const functions = () => ({ "extism:host/user": { wait: () => 0n } });
const busy = processing(`(local.set $k (i64.const 200000))
  (loop $again
    (drop (call $input_length))
    (local.set $k (i64.sub (local.get $k) (i64.const 1)))
    (br_if $again (i64.ne (local.get $k) (i64.const 0))))
  (call $output_set (call $input_block) (call $input_length)) (i32.const 0)`);

/** Ten deaths in a row put a plugin in quarantine, whoever caused them. */
const expected = ["answer ok", "call WORKER_CRASHED", "call PLUGIN_QUARANTINED"] as const;

const load = new Load();

export const cases: readonly HostileCase[] = [
  {
    name: "its worker killed again and again between calls",
    source: kernelCommands,
    functions,
    setting: killer,
    calls: [{ input: "ok", expected, times: 200, deadline: 5_000 }],
  },
  {
    name: "its worker killed again and again in the middle of calls",
    source: busy,
    setting: killer,
    calls: [{ input: "ok", expected, times: 100, deadline: 5_000 }],
  },
  {
    name: "its workers killed at random while eight callers wait",
    source: busy,
    options: { concurrency: 3 },
    setting: load.setting,
    calls: [{ input: "ok", expected: [...expected, "call DEADLINE_EXCEEDED"], times: 200, deadline: 5_000 }],
    check: load.check,
  },
];
