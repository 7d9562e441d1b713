import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { directCommands, kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { inTime } from "../support/in-time.ts";
import { WorkerWatch } from "../support/workers.ts";

const functions = { "extism:host/user": { wait: () => 0n } };
const late = { code: "DEADLINE_EXCEEDED", phase: "call", plugin: "commands" } as const;
const deadline = 150;

describe.for([
  ["kernel lane", kernelCommands],
  ["direct lane", directCommands],
] as const)("%s", ([, source]) => {
  test("a call that loops ends at its deadline, and a new worker answers the next", inTime, async () => {
    using workers = new WorkerWatch();
    await using plugins = new PluginManager();
    await plugins.load("commands", { source, functions });
    const startedAt = performance.now();
    const error = await expectFailure(plugins.execute("commands", "loop", { deadline }), late);
    const took = performance.now() - startedAt;
    expect(took).toBeGreaterThanOrEqual(deadline - 2);
    expect(took).toBeLessThan(deadline + 250);
    expect(error.message).not.toContain("loop");

    const [first] = workers.started;
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
    await expect.poll(() => first!.threadId).toBe(-1);
  });

  test("limits.deadlineMs is the deadline of a call that sets none", async () => {
    await using plugins = new PluginManager();
    await plugins.load("commands", { source, functions, limits: { deadlineMs: deadline } });
    await expectFailure(plugins.execute("commands", "loop"), late);
    expect((await plugins.execute("commands", "ok", { deadline: 5_000 })).text()).toBe("ok");
  });

  test("calls that wait behind a loop are all answered, each with its own input", async () => {
    await using plugins = new PluginManager();
    await plugins.load("commands", { source, functions });
    const looping = expectFailure(plugins.execute("commands", "loop", { deadline }), late);
    const waiting = Array.from({ length: 20 }, (_, index) => plugins.execute("commands", `ok ${index}`));
    expect(plugins.list()[0]!.queued).toBe(20);
    const answers = await Promise.all(waiting);
    expect(answers.map((answer) => answer.text())).toEqual(
      Array.from({ length: 20 }, (_, index) => `ok ${index}`),
    );
    await looping;
  });

  test("the deadline of a waiting call passes while it waits", inTime, async () => {
    await using plugins = new PluginManager();
    await plugins.load("commands", { source, functions });
    let loopEnded = false;
    const looping = expectFailure(plugins.execute("commands", "loop", { deadline: 3_000 }), late).then(
      () => (loopEnded = true),
    );
    await expectFailure(plugins.execute("commands", "ok", { deadline: 50 }), late);
    expect(loopEnded).toBe(false);
    expect(plugins.list()[0]!.queued).toBe(0);
    await looping;
  });
});
