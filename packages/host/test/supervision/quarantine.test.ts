import { PluginManager, type Isolation } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { WorkerWatch } from "../support/workers.ts";

const functions = { "extism:host/user": { wait: () => 0n } };
const late = { code: "DEADLINE_EXCEEDED", phase: "call", plugin: "commands" } as const;
const refused = { ...late, code: "PLUGIN_QUARANTINED" } as const;

async function loaded(isolation: Isolation): Promise<PluginManager> {
  const plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions, isolation });
  await plugins.load("neighbour", { source: kernelCommands, functions, isolation });
  return plugins;
}

/** Loops until the plugin's worker was killed ten times in a row. */
async function exhaust(plugins: PluginManager): Promise<void> {
  for (let round = 0; round < 10; round++) await loseInstance(plugins);
}

/** A deadline that passes while the call waits for an instance costs none, so there has to be one. */
async function loseInstance(plugins: PluginManager): Promise<void> {
  await expect.poll(() => plugins.list()[0]!.instances, { timeout: 20_000 }).toBe(1);
  await expectFailure(plugins.execute("commands", "loop", { deadline: 60 }), late);
}

describe.for(["thread", "process"] as const)(
  "%s: a plugin whose instances are killed ten times in a row",
  (isolation) => {
    test("is refused for a while; then a call that succeeds ends it", { timeout: 60_000 }, async () => {
      await using plugins = await loaded(isolation);
      await exhaust(plugins);
      const [info] = plugins.list();
      expect(info!.quarantineMs).toBeGreaterThan(0);
      await expectFailure(plugins.execute("commands", "ok"), refused);
      expect((await plugins.execute("neighbour", "ok")).text()).toBe("ok");

      await expect.poll(() => plugins.list()[0]!.quarantineMs, { timeout: 20_000 }).toBe(0);
      expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
      await loseInstance(plugins);
      expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
    });
  },
);

test("calls that wait are refused with it, and the manager still closes", { timeout: 60_000 }, async () => {
  await using plugins = await loaded("thread");
  for (let round = 0; round < 9; round++) await loseInstance(plugins);
  await expect.poll(() => plugins.list()[0]!.instances, { timeout: 20_000 }).toBe(1);
  const last = expectFailure(plugins.execute("commands", "loop", { deadline: 300 }), late);
  const waiting = [1, 2, 3].map((index) =>
    expectFailure(plugins.execute("commands", `ok ${index}`), refused),
  );
  await last;
  await Promise.all(waiting);
  expect(plugins.list()[0]!.queued).toBe(0);
});

test("calls that their callers gave up do not count", { timeout: 60_000 }, async () => {
  await using plugins = await loaded("thread");
  const aborted = { ...late, code: "CALL_ABORTED" } as const;
  for (let round = 0; round < 15; round++) {
    const signal = AbortSignal.timeout(20);
    await expectFailure(plugins.execute("commands", "loop", { signal }), aborted);
  }
  expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
});

test("after a kill another worker starts before anybody calls", async () => {
  using workers = new WorkerWatch();
  await using plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions });
  await expectFailure(plugins.execute("commands", "loop", { deadline: 100 }), late);
  await expect.poll(() => plugins.list()[0]!.instances).toBe(1);
  expect(workers.started[0]!.threadId).toBe(-1);
  expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
});
