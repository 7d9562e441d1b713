import { describe, expect, test, vi } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { Updated } from "../support/updated.ts";
import { versionedRelease } from "../support/versioned-plugin.ts";

describe.for(isolations)("%s", (isolation) => {
  test("a new version takes over under load: every call is answered, by one version", async () => {
    // Long enough for a thousand times as long to be more than a busy machine's pauses.
    const turns = 100_000;
    await using updated = await Updated.load({ isolation, concurrency: 2 }, { turns });
    updated.publish({ version: "1.1.0", turns });
    const answers: string[] = [];
    const calls = new AbortController();
    const callers = Array.from({ length: 8 }, async () => {
      while (!calls.signal.aborted) {
        answers.push(await updated.version());
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    await vi.waitUntil(() => answers.length > 20, { timeout: 30_000 });
    const update = await updated.plugins.update("versioned", "1.1.0", { maxSlowdown: 1_000 });
    expect(update.from.version).toBe("1.0.0");
    expect(update.to.version).toBe("1.1.0");
    expect(await updated.version()).toBe("1.1.0");
    expect(await update.outcome).toEqual({ state: "kept", by: "proof" });
    calls.abort();
    await Promise.all(callers);
    const switched = answers.indexOf("1.1.0");
    expect(switched).toBeGreaterThan(0);
    expect(new Set(answers)).toEqual(new Set(["1.0.0", "1.1.0"]));
    expect(updated.kinds()).toEqual(["started", "switched", "trial", "kept"]);
    expect(updated.plugins.list()[0]!.version).toBe("1.1.0");
  });

  test("rollback goes back to the instances that are still there", async () => {
    await using updated = await Updated.load({ isolation });
    updated.publish({ version: "1.1.0" });
    await updated.plugins.update("versioned", "1.1.0");
    expect(await updated.version()).toBe("1.1.0");
    expect(updated.plugins.versions("versioned").previous).toMatchObject({ version: "1.0.0", instances: 1 });
    const back = updated.plugins.rollback("versioned");
    expect(await updated.version()).toBe("1.0.0");
    expect((await back).version).toBe("1.0.0");
    expect(updated.plugins.versions("versioned")).toMatchObject({ previous: undefined, update: undefined });
    await vi.waitUntil(() => updated.kinds().includes("freed"), { timeout: 30_000 });
  });
});

test("calls that the old version accepted are answered by it, after the switch", async () => {
  await using updated = await Updated.load({ isolation: "thread" }, { turns: 20_000_000 });
  updated.publish({ version: "1.1.0" });
  const early = [updated.version(), updated.version()];
  await updated.plugins.update("versioned", "1.1.0");
  const late = updated.version();
  expect(await Promise.all([...early, late])).toEqual(["1.0.0", "1.0.0", "1.1.0"]);
});

test("the old version drains: a call that never ends has until its own deadline, then the version is freed", async () => {
  await using updated = await Updated.load({ isolation: "thread" }, {}, { ms: 0 });
  updated.publish({ version: "1.1.0" });
  const order: string[] = [];
  const ended = expectFailure(updated.plugins.execute("versioned", "~", { deadline: 2_000 }), {
    code: "DEADLINE_EXCEEDED",
    phase: "call",
    plugin: "versioned",
  }).then(({ version }) => order.push(`${version} ended`));
  updated.plugins.updates.on("update", (event) => {
    if (event.kind === "freed") order.push(`${event.version.version} freed`);
  });
  await updated.plugins.update("versioned", "1.1.0", { calls: 1, minimumCalls: 1 });
  expect(await updated.version()).toBe("1.1.0");
  await ended;
  await vi.waitUntil(() => order.length === 2, { timeout: 30_000 });
  expect(order).toEqual(["1.0.0 ended", "1.0.0 freed"]);
});

test("a version that fails more often is taken back by itself", async () => {
  await using updated = await Updated.load();
  updated.publish({ version: "1.1.0", trapsUnless: "0" });
  await updated.call(30, "1");
  const update = await updated.plugins.update("versioned", "1.1.0");
  await updated.call(20, "1");
  expect(await update.outcome).toMatchObject({
    state: "rolled-back",
    reason: { kind: "failures", candidate: { calls: 20, failures: 20 } },
  });
  expect(await updated.version("1")).toBe("1.0.0");
  await vi.waitUntil(() => updated.kinds().length === 6);
  // What was told as events can be asked for, reasons included.
  const { events } = updated.plugins.versions("versioned");
  expect(events).toEqual(updated.events);
  expect(events.find(({ kind }) => kind === "rolled-back")).toMatchObject({
    plugin: "versioned",
    from: { version: "1.1.0" },
    to: { version: "1.0.0" },
    reason: { kind: "failures", baseline: { failures: 0 } },
  });
  expect(updated.kinds()).toEqual(["started", "switched", "trial", "switched", "rolled-back", "freed"]);
});

test("a version that fails as often as the old one stays", async () => {
  await using updated = await Updated.load({}, { trapsUnless: "0" });
  updated.publish({ version: "1.1.0", trapsUnless: "0" });
  const { promise: found, resolve: release } = Promise.withResolvers<void>();
  updated.releases.interfere = () => found;
  const updating = updated.plugins.update("versioned", "1.1.0", { calls: 80, maxSlowdown: 1_000 });
  for (let call = 0; call < 60; call++) await updated.call(1, call % 2 === 0 ? "0" : "1");
  release();
  const update = await updating;
  for (let call = 0; call < 80; call++) await updated.call(1, call % 2 === 0 ? "0" : "1");
  expect(await update.outcome).toEqual({ state: "kept", by: "proof" });
});

test("a version that breaks its contract is taken back at the third answer", async () => {
  const schema = { type: "object", properties: { score: { type: "number" } } };
  await using updated = await Updated.load({}, { output: '{"score":1}', schema });
  const broken = { version: "1.1.1", output: '{"score":"high"}', schema } as const;
  updated.releases.publish(versionedRelease(broken, []));
  const update = await updated.plugins.update("versioned", "1.1.1");
  await updated.call(3);
  expect(await update.outcome).toMatchObject({
    state: "rolled-back",
    reason: { kind: "contract", candidate: { calls: 3, contractViolations: 3 } },
  });
  expect((await updated.plugins.execute("versioned", "0")).json()).toEqual({ score: 1 });
});

test("a version that is much slower is taken back", async () => {
  await using updated = await Updated.load();
  updated.publish({ version: "1.1.0", turns: 30_000_000 });
  const { promise: found, resolve: release } = Promise.withResolvers<void>();
  updated.releases.interfere = () => found;
  const updating = updated.plugins.update("versioned", "1.1.0");
  await updated.call(40);
  release();
  const update = await updating;
  await updated.call(20);
  expect(await update.outcome).toMatchObject({
    state: "rolled-back",
    reason: { kind: "latency", measure: "median" },
  });
});
