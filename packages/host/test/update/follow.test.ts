import { PluginError } from "@vial/host";
import { expect, test, vi } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { Updated } from "../support/updated.ts";
import { versionedRelease } from "../support/versioned-plugin.ts";

const patient = { timeout: 50_000, interval: 5 };
const quick = { everyMs: 10, calls: 1, minimumCalls: 1, maxSlowdown: 1_000 } as const;

test("a tag is followed wherever it goes", async () => {
  await using updated = await Updated.load();
  updated.publish({ version: "1.1.0" }, "stable");
  using _follower = updated.plugins.follow("versioned", "stable", quick);
  await vi.waitUntil(async () => (await updated.version()) === "1.1.0", patient);
  updated.publish({ version: "1.2.0" }, "stable");
  await vi.waitUntil(async () => (await updated.version()) === "1.2.0", patient);
  expect(updated.plugins.versions("versioned").serving.version).toBe("1.2.0");
});

test("a version that was taken back is left alone until another is published", async () => {
  await using updated = await Updated.load();
  updated.publish({ version: "1.1.0" }, "stable");
  using _follower = updated.plugins.follow("versioned", "stable", { ...quick, calls: 1_000 });
  await vi.waitUntil(async () => (await updated.version()) === "1.1.0", patient);
  await updated.plugins.rollback("versioned");
  const { asked } = updated.releases;
  await vi.waitUntil(() => updated.releases.asked > asked + 3, patient);
  expect(await updated.version()).toBe("1.0.0");
  updated.publish({ version: "1.2.0" }, "stable");
  await vi.waitUntil(async () => (await updated.version()) === "1.2.0", patient);
});

test("a version that fails its fixtures is tried once", async () => {
  await using updated = await Updated.load();
  const fixture = { name: "x", input: Buffer.from("!"), match: "exact" } as const;
  updated.releases.publish(versionedRelease({ version: "1.1.0" }, [fixture]), "stable");
  using _follower = updated.plugins.follow("versioned", "stable", quick);
  await vi.waitUntil(() => updated.kinds().includes("refused"), patient);
  const { asked } = updated.releases;
  await vi.waitUntil(() => updated.releases.asked > asked + 3, patient);
  expect(updated.kinds()).toEqual(["started", "refused"]);
  expect(await updated.version()).toBe("1.0.0");
});

test("failures to look are events, and it goes on looking", async () => {
  await using updated = await Updated.load();
  updated.publish({ version: "1.1.0" }, "stable");
  updated.releases.interfere = () =>
    Promise.reject(new PluginError("HTTP_FAILED", "Status 500.", { phase: "load" }));
  using _follower = updated.plugins.follow("versioned", "stable", quick);
  await vi.waitUntil(() => updated.kinds().filter((kind) => kind === "unreachable").length === 2, patient);
  expect(updated.events[0]).toMatchObject({ kind: "unreachable", wanted: "stable", code: "HTTP_FAILED" });
  updated.releases.interfere = undefined;
  await vi.waitUntil(async () => (await updated.version()) === "1.1.0", patient);
});

test.for([
  ["disposed of", (_: Updated, follower: Disposable) => follower[Symbol.dispose]()],
  ["unload", (updated: Updated) => updated.plugins.unload("versioned")],
  ["the manager's disposal", (updated: Updated) => updated.plugins[Symbol.asyncDispose]()],
] as const)("it stops when %s", async ([, stop]) => {
  await using updated = await Updated.load();
  updated.publish({ version: "1.0.0" }, "stable");
  const follower = updated.plugins.follow("versioned", "1.0.0", quick);
  await vi.waitUntil(() => updated.releases.asked > 1, patient);
  await stop(updated, follower);
  const { asked } = updated.releases;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(updated.releases.asked).toBe(asked);
});

test("options and names are checked at once", async () => {
  await using updated = await Updated.load();
  const follow = async (name: string, options: object): Promise<unknown> =>
    updated.plugins.follow(name, "stable", options);
  await expectFailure(follow("versioned", { everyMs: 0 }), {
    code: "INVALID_OPTION",
    phase: "manage",
    plugin: "versioned",
  });
  await expectFailure(follow("other", {}), { code: "PLUGIN_NOT_FOUND", phase: "manage", plugin: "other" });
});
