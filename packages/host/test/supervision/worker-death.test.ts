import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { inTime } from "../support/in-time.ts";
import { WorkerWatch } from "../support/workers.ts";

const functions = { "extism:host/user": { wait: () => 0n } };
const crashed = { code: "WORKER_CRASHED", phase: "call", plugin: "commands" } as const;

describe("a worker that is gone", () => {
  test("while it ran a call: the call fails at once, the next gets another worker", inTime, async () => {
    using workers = new WorkerWatch();
    await using plugins = new PluginManager();
    await plugins.load("commands", { source: kernelCommands, functions });
    const running = expectFailure(plugins.execute("commands", "loop"), crashed);
    const waiting = plugins.execute("commands", "ok behind it");
    const startedAt = performance.now();
    await workers.started[0]!.terminate();
    await running;
    expect((await waiting).text()).toBe("ok behind it");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test("while it was idle: the next call does not notice", async () => {
    using workers = new WorkerWatch();
    await using plugins = new PluginManager();
    await plugins.load("commands", { source: kernelCommands, functions });
    for (const input of ["ok 1", "ok 2", "ok 3"]) {
      await Promise.all(workers.running.map((worker) => worker.terminate()));
      expect((await plugins.execute("commands", input)).text()).toBe(input);
    }
  });

  test("while a host function ran for it: the call fails and the function's context is over", async () => {
    using workers = new WorkerWatch();
    const entered = Promise.withResolvers<AbortSignal>();
    const wait = async ({ signal }: { readonly signal: AbortSignal }): Promise<bigint> => {
      entered.resolve(signal);
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      return 0n;
    };
    await using plugins = new PluginManager();
    await plugins.load("commands", { source: kernelCommands, functions: { "extism:host/user": { wait } } });
    const running = expectFailure(plugins.execute("commands", "wait"), crashed);
    const signal = await entered.promise;
    await workers.started[0]!.terminate();
    await running;
    expect(signal.aborted).toBe(true);
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test("before it had the plugin: the load does not notice", async () => {
    using workers = new WorkerWatch();
    await using plugins = new PluginManager();
    const loading = plugins.load("commands", { source: kernelCommands, functions });
    await expect.poll(() => workers.started.length, { interval: 1 }).toBe(1);
    await workers.started[0]!.terminate();
    await loading;
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });
});
