import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";

const functions = { "extism:host/user": { wait: () => 0n } };
const full = { code: "QUEUE_FULL", phase: "call", plugin: "commands" } as const;
const late = { code: "DEADLINE_EXCEEDED", phase: "call", plugin: "commands" } as const;

test("a call past limits.queuedCalls is refused, those before it are answered", async () => {
  await using plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions, limits: { queuedCalls: 3 } });
  const looping = expectFailure(plugins.execute("commands", "loop", { deadline: 100 }), late);
  const waiting = [1, 2, 3].map((index) => plugins.execute("commands", `ok ${index}`));
  const error = await expectFailure(plugins.execute("commands", "ok 4"), full);
  expect(error.message).toContain("limits.queuedCalls");
  await looping;
  expect((await Promise.all(waiting)).map((result) => result.text())).toEqual(["ok 1", "ok 2", "ok 3"]);
  expect((await plugins.execute("commands", "ok 5")).text()).toBe("ok 5");
});

describe("limits.queuedCalls 0", () => {
  test("refuses every call while one runs, and takes the next one after it", async () => {
    await using plugins = new PluginManager();
    await plugins.load("commands", { source: kernelCommands, functions, limits: { queuedCalls: 0 } });
    const running = expectFailure(plugins.execute("commands", "loop", { deadline: 100 }), late);
    await expectFailure(plugins.execute("commands", "ok 2"), full);
    await running;
    expect((await plugins.execute("commands", "ok 3")).text()).toBe("ok 3");
  });

  test("does not keep a plugin from coming back after its worker was killed", async () => {
    await using plugins = new PluginManager();
    await plugins.load("commands", { source: kernelCommands, functions, limits: { queuedCalls: 0 } });
    await expectFailure(plugins.execute("commands", "loop", { deadline: 50 }), late);
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test("does not keep concurrent calls from getting instances of their own", async () => {
    await using plugins = new PluginManager();
    await plugins.load("commands", {
      source: kernelCommands,
      functions,
      concurrency: 2,
      limits: { queuedCalls: 0 },
    });
    const calls = [1, 2].map((index) => plugins.execute("commands", `ok ${index}`));
    expect((await Promise.all(calls)).map((result) => result.text())).toEqual(["ok 1", "ok 2"]);
  });
});

test("calls that are aborted or late leave the queue", async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on("warning", onWarning);
  await using plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions });
  const looping = expectFailure(plugins.execute("commands", "loop", { deadline: 200 }), late);
  const abort = new AbortController();
  const aborted = Array.from({ length: 50 }, () =>
    expectFailure(plugins.execute("commands", "ok", { signal: abort.signal }), {
      ...late,
      code: "CALL_ABORTED",
    }),
  );
  const tooLate = Array.from({ length: 50 }, () =>
    expectFailure(plugins.execute("commands", "ok", { deadline: 20 }), late),
  );
  expect(plugins.list()[0]!.queued).toBe(100);
  abort.abort(new Error("not wanted any more"));
  for (const error of await Promise.all(aborted)) expect(error.cause).toBe(abort.signal.reason);
  await Promise.all(tooLate);
  expect(plugins.list()[0]!.queued).toBe(0);
  await looping;
  expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  process.off("warning", onWarning);
  expect(warnings).toEqual([]);
});
