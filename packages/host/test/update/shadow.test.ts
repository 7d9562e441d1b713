import { inspect } from "node:util";
import { expect, test, vi } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { Updated } from "../support/updated.ts";
import { versionedRelease } from "../support/versioned-plugin.ts";

const patient = "Araujo-103663";

test("the old version answers, differences are told without contents, and the new version does not take over", async () => {
  await using updated = await Updated.load(
    {},
    { output: JSON.stringify({ scores: [1, 2], unit: "a", [patient]: 1 }) },
  );
  const known = { name: "known", input: Buffer.from("0"), match: "json" } as const;
  const candidate = versionedRelease(
    { version: "1.2.0", output: JSON.stringify({ scores: [1, 3, 4], unit: 7, [patient]: 2 }) },
    [known],
  );
  updated.releases.publish(candidate);
  const update = await updated.plugins.update("versioned", "1.2.0", {
    strategy: "shadow",
    calls: 20,
    maxSlowdown: 1_000,
  });
  for (let call = 0; call < 40; call++) {
    const { unit } = (await updated.plugins.execute("versioned", "0")).json() as { unit: string };
    expect(unit).toBe("a");
    await new Promise((resolve) => setImmediate(resolve));
  }
  const outcome = await update.outcome;
  expect(outcome).toMatchObject({
    state: "rolled-back",
    reason: { kind: "differences", report: { compared: 20, different: 20 } },
  });
  // The names are in no schema and no fixture.
  expect(inspect([outcome, updated.events], { depth: 20 })).not.toContain(patient);
  expect(inspect(outcome, { depth: 20 })).toContain("length");
  expect(updated.plugins.list()[0]!.version).toBe("1.0.0");
});

test("a caller that uses the same memory for every output does not take them from the comparison", async () => {
  const output = JSON.stringify({ text: "a".repeat(50_000) });
  await using updated = await Updated.load({}, { output });
  updated.publish({ version: "1.1.0", output });
  const options = { strategy: "shadow", calls: 5, minimumCalls: 5, maxSlowdown: 1_000 } as const;
  const update = await updated.plugins.update("versioned", "1.1.0", options);
  const into = new Uint8Array(output.length);
  for (let call = 0; call < 10; call++) {
    const result = await updated.plugins.execute("versioned", "0", { into });
    expect(result.bytes()).toHaveLength(output.length);
    into.fill(0);
  }
  expect(await update.outcome).toEqual({ state: "kept", by: "proof" });
});

function scores(total: number): string {
  return JSON.stringify({ scores: [{ total: 1 }, { total }] });
}

test("places have the names of the plugin's schemas", async () => {
  const schema = {
    type: "object",
    properties: { scores: { type: "array", items: { type: "object", properties: { total: {} } } } },
  };
  await using updated = await Updated.load({}, { output: scores(2), schema });
  updated.publish({ version: "1.1.0", output: scores(3), schema });
  const options = { strategy: "shadow", calls: 5, minimumCalls: 5, maxSlowdown: 1_000 } as const;
  const update = await updated.plugins.update("versioned", "1.1.0", options);
  await updated.call(10);
  expect(await update.outcome).toMatchObject({
    reason: { report: { places: [{ path: "/scores/*/total", kind: "value", calls: 5 }] } },
  });
});

test("a version that answers alike takes over", async () => {
  await using updated = await Updated.load({}, { output: '{"a":1,"b":2}' });
  updated.publish({ version: "1.1.0", output: '{ "b": 2, "a": 1.0 }' });
  const options = { strategy: "shadow", calls: 20, maxSlowdown: 1_000 } as const;
  const update = await updated.plugins.update("versioned", "1.1.0", options);
  await updated.call(40);
  expect(await update.outcome).toEqual({ state: "kept", by: "proof" });
  expect(updated.plugins.list()[0]!.version).toBe("1.1.0");
});

test("the caller may change its input once it has its answer, and changes no copy", async () => {
  await using updated = await Updated.load({ isolation: "thread" });
  updated.releases.publish({ ...versionedRelease({ version: "1.0.0", turns: 300 }), version: "1.0.1" });
  const options = { strategy: "shadow", calls: 20, maxSlowdown: 1_000 } as const;
  const update = await updated.plugins.update("versioned", "1.0.1", options);
  while (updated.plugins.versions("versioned").update !== undefined) {
    const input = Buffer.from("0 input");
    const result = await updated.plugins.execute("versioned", input);
    input.fill(0);
    result.bytes().fill(0);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await update.outcome).toEqual({ state: "kept", by: "proof" });
});

test("a shadow does not repeat what a plugin does outside, unless it may", async () => {
  const functions = { "extism:host/user": { wait: () => 0n } };
  await using updated = await Updated.load({ functions });
  updated.publish({ version: "1.1.0" });
  await expectFailure(updated.plugins.update("versioned", "1.1.0", { strategy: "shadow" }), {
    code: "INVALID_OPTION",
    phase: "manage",
    plugin: "versioned",
  });
  await updated.plugins.update("versioned", "1.1.0", { strategy: "shadow", repeatEffects: true });
  expect(updated.plugins.versions("versioned").update?.state).toBe("trial");
});

test("a slow new version piles nothing up and holds nobody up", async () => {
  await using updated = await Updated.load({ isolation: "thread" });
  updated.publish({ version: "1.1.0", turns: 100_000_000 });
  await updated.plugins.update("versioned", "1.1.0", { strategy: "shadow", maxSlowdown: 1_000 });
  await updated.call(100);
  const { update } = updated.plugins.versions("versioned");
  expect(update!.candidate!.pending).toBeLessThanOrEqual(16);
  expect(update!.progress.differences!.skipped).toBeGreaterThan(0);
  await updated.plugins.rollback("versioned");
  await vi.waitUntil(() => updated.kinds().includes("freed"), { timeout: 50_000 });
});
