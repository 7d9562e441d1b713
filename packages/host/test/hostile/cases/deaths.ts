import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Worker } from "node:worker_threads";
import { kernelCommands } from "../../support/commands.ts";
import { processing } from "../../support/reporting-guest.ts";
import type { HostileCase, Stage } from "../hostile-case.ts";

/** Kills what the host has started for the plugin, again and again, at moments that nobody chose. */
async function killer(stage: Stage): Promise<AsyncDisposable> {
  const victims = new Set<() => void>();
  const onWorker = (message: unknown): void => {
    const { worker } = message as { readonly worker: Worker };
    victims.add(() => void worker.terminate());
  };
  const onProcess = (message: unknown): void => {
    const { process: child } = message as { readonly process: ChildProcess };
    victims.add(() => void child.kill("SIGKILL"));
  };
  subscribe("worker_threads", onWorker);
  subscribe("child_process", onProcess);
  const timer = setInterval(() => {
    // Loading is not what is to be disturbed.
    if (!stage.plugins.list().some(({ name }) => name === "hostile")) return;
    stage.count++;
    for (const kill of victims) kill();
    victims.clear();
  }, 37);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      unsubscribe("worker_threads", onWorker);
      unsubscribe("child_process", onProcess);
    },
  };
}

const functions = () => ({ "extism:host/user": { wait: () => 0n } });
const busy = processing(`(local.set $k (i64.const 200000))
  (loop $again
    (drop (call $input_length))
    (local.set $k (i64.sub (local.get $k) (i64.const 1)))
    (br_if $again (i64.ne (local.get $k) (i64.const 0))))
  (call $output_set (call $input_block) (call $input_length)) (i32.const 0)`);

/** Ten deaths in a row put a plugin in quarantine, whoever caused them. */
const expected = ["answer ok", "call WORKER_CRASHED", "call PLUGIN_QUARANTINED"] as const;

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
];
