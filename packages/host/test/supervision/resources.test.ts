import { setTimeout as sleep } from "node:timers/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { expectFailure } from "../support/failure.ts";
import { inTime } from "../support/in-time.ts";
import { WorkerWatch } from "../support/workers.ts";

const functions = { "extism:host/user": { wait: () => 0n } };
const late = { code: "DEADLINE_EXCEEDED", phase: "call", plugin: "commands" } as const;

test("no worker is left after unload and dispose, whatever happened to the plugins", async () => {
  using workers = new WorkerWatch();
  const plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions, concurrency: 3 });
  await plugins.load("echo", { source: directEcho, concurrency: 2 });
  const loop = expectFailure(plugins.execute("commands", "loop", { deadline: 100 }), late);
  await Promise.all([
    loop,
    plugins.executeMany("commands", ["ok 1", "ok 2", "trap", "error", "ok 3"]),
    plugins.executeMany("echo", ["1", "2", "3", "4"]),
  ]);
  expect(workers.running.length).toBeGreaterThanOrEqual(4);
  await plugins.unload("echo");
  await plugins[Symbol.asyncDispose]();
  await expect.poll(() => workers.running.length).toBe(0);
});

test("the event loop goes on while a plugin loops", inTime, async () => {
  await using plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await expectFailure(plugins.execute("commands", "loop", { deadline: 400 }), late);
  delay.disable();
  expect(delay.percentile(90) / 1e6).toBeLessThan(50);
});

test("workers that have nothing to do use no processor time", inTime, async () => {
  await using plugins = new PluginManager();
  await plugins.load("kernel", { source: kernelEcho, concurrency: 2 });
  await plugins.load("direct", { source: directEcho });
  for (let round = 0; round < 200; round++) {
    await Promise.all([
      plugins.execute("kernel", "1"),
      plugins.execute("kernel", "2"),
      plugins.execute("direct", "3"),
    ]);
  }
  await sleep(200);
  const before = process.cpuUsage();
  await sleep(500);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 500_000).toBeLessThan(0.2);
});

test("memory stays flat while workers are killed and replaced", { timeout: 30_000 }, async () => {
  await using plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions });
  const rounds = async (count: number): Promise<number> => {
    for (let round = 0; round < count; round++) {
      await expectFailure(plugins.execute("commands", "loop", { deadline: 5 }), late);
      await plugins.execute("commands", "ok");
    }
    await sleep(100);
    return process.memoryUsage.rss() / 2 ** 20;
  };
  const before = await rounds(20);
  const after = await rounds(80);
  // A worker takes several MiB: 80 that stayed would take hundreds.
  expect(after - before).toBeLessThan(100);
});

test("memory stays flat over many calls that fail", { timeout: 30_000 }, async () => {
  await using plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions });
  const rounds = async (count: number): Promise<number> => {
    for (let round = 0; round < count; round++)
      await plugins.executeMany("commands", ["ok", "trap", "error"]);
    return process.memoryUsage.rss() / 2 ** 20;
  };
  const before = await rounds(300);
  const after = await rounds(1_500);
  expect(after - before).toBeLessThan(100);
});
