import { inspect } from "node:util";
import { PluginManager, type ErrorCode, type ErrorPhase, type UpdateOptions } from "@vial/host";
import { describe, expect, test, vi } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { Updated } from "../support/updated.ts";
import { versionedRelease } from "../support/versioned-plugin.ts";

function failure(code: ErrorCode, phase: ErrorPhase = "manage") {
  return { code, phase, plugin: "versioned" } as const;
}

/** The old version serves, nothing is under way, and the next update works. */
async function expectUnharmed(updated: Updated): Promise<void> {
  updated.releases.interfere = undefined;
  expect(await updated.version()).toBe("1.0.0");
  expect(updated.plugins.versions("versioned").update).toBeUndefined();
  updated.publish({ version: "9.0.0" });
  await updated.plugins.update("versioned", "9.0.0");
  expect(await updated.version()).toBe("9.0.0");
}

describe("a release that cannot be had", () => {
  test("is not published", async () => {
    await using updated = await Updated.load();
    await expectFailure(updated.plugins.update("versioned", "^2"), failure("SOURCE_UNREADABLE", "load"));
    expect(updated.events.at(-1)).toMatchObject({ kind: "refused", wanted: "^2", code: "SOURCE_UNREADABLE" });
    await expectUnharmed(updated);
  });

  test("fails to be read with an error of somebody else's", async () => {
    await using updated = await Updated.load();
    updated.releases.interfere = () => Promise.reject(new Error("ENOSPC"));
    const error = await expectFailure(
      updated.plugins.update("versioned", "1.0.0"),
      failure("SOURCE_UNREADABLE", "load"),
    );
    expect(error.cause).toMatchObject({ message: "ENOSPC" });
    await expectUnharmed(updated);
  });

  test("is looked up by somebody who never answers", async () => {
    await using updated = await Updated.load();
    updated.releases.interfere = () => new Promise(() => {});
    const updating = updated.plugins.update("versioned", "1.0.0", { fetchMs: 30 });
    await expectFailure(updating, failure("SOURCE_UNREADABLE", "load"));
    await expectUnharmed(updated);
  });
});

describe("a release that is not fit", () => {
  const input = Buffer.from("0");
  const expected = Buffer.from('{"patient":"Araujo"}');

  test.for([
    ["answers something else", { name: "x", input, expected: Buffer.from("no"), match: "exact" }],
    ["answers another JSON value", { name: "x", input, expected, match: "json" }],
    ["traps", { name: "x", input: Buffer.from("!"), match: "exact" }],
    ["lacks the export", { name: "x", export: "missing", input, match: "exact" }],
  ] as const)("its fixture %s", async ([, fixture]) => {
    await using updated = await Updated.load();
    const release = versionedRelease({ version: "1.1.0", output: '{"patient":"Inês"}' }, [fixture]);
    updated.releases.publish(release);
    const error = await expectFailure(
      updated.plugins.update("versioned", "1.1.0"),
      failure("HEALTH_CHECK_FAILED", "load"),
    );
    expect(error.version).toBe("1.1.0");
    expect(inspect(error)).not.toMatch(/Araujo|Inês/);
    await expectUnharmed(updated);
  });

  test("its module is not WebAssembly", async () => {
    await using updated = await Updated.load();
    updated.releases.publish({ ...versionedRelease({ version: "1.1.0" }), module: new Uint8Array(40) });
    await expectFailure(updated.plugins.update("versioned", "1.1.0"), failure("INVALID_MODULE", "load"));
    await expectUnharmed(updated);
  });

  test("its manifest is not one", async () => {
    await using updated = await Updated.load();
    const release = versionedRelease({ version: "1.1.0" });
    const manifest = { ...release.manifest, manifestVersion: 2 } as unknown as typeof release.manifest;
    updated.releases.publish({ ...release, manifest });
    await expectFailure(updated.plugins.update("versioned", "1.1.0"), failure("INVALID_MANIFEST", "load"));
    await expectUnharmed(updated);
  });

  test("its schema is a file of this machine's", async () => {
    await using updated = await Updated.load();
    const release = versionedRelease({ version: "1.1.0" });
    const exports = {
      process: {
        description: "Answers.",
        output: { contentType: "application/json", schema: "schemas/output.json" },
      },
    };
    updated.releases.publish({ ...release, manifest: { ...release.manifest, exports } });
    await expectFailure(updated.plugins.update("versioned", "1.1.0"), failure("INVALID_MANIFEST", "load"));
    await expectUnharmed(updated);
  });

  test("it imports what is not granted", async () => {
    await using updated = await Updated.load();
    const imports = `(import "extism:host/user" "wait" (func (param i64) (result i64)))`;
    updated.publish({ version: "1.1.0", imports });
    await expectFailure(updated.plugins.update("versioned", "1.1.0"), failure("IMPORT_UNRESOLVED", "load"));
    await expectUnharmed(updated);
  });
});

type End = (updated: Updated) => unknown;

describe("at the wrong time", () => {
  test("two updates at once", async () => {
    await using updated = await Updated.load();
    updated.publish({ version: "1.1.0" });
    const first = updated.plugins.update("versioned", "1.1.0", { strategy: "canary" });
    await expectFailure(updated.plugins.update("versioned", "1.1.0"), failure("UPDATE_IN_PROGRESS"));
    await first;
    await expectFailure(updated.plugins.update("versioned", "1.1.0"), failure("UPDATE_IN_PROGRESS"));
    await updated.plugins.rollback("versioned");
    await expectUnharmed(updated);
  });

  test("a new version on trial that serves makes room for the next", async () => {
    await using updated = await Updated.load();
    updated.publish({ version: "1.1.0" });
    updated.publish({ version: "1.2.0" });
    const first = await updated.plugins.update("versioned", "1.1.0");
    await updated.plugins.update("versioned", "1.2.0");
    expect(await first.outcome).toEqual({ state: "kept", by: "next update" });
    await updated.plugins.rollback("versioned");
    expect(await updated.version()).toBe("1.1.0");
    await vi.waitUntil(() => updated.kinds().filter((kind) => kind === "freed").length === 2);
  });

  test("rollback with nothing to go back to, promote with nothing on trial", async () => {
    await using updated = await Updated.load();
    await expectFailure(updated.plugins.rollback("versioned"), failure("NO_PREVIOUS_VERSION"));
    await expectFailure(updated.plugins.promote("versioned"), failure("UPDATE_NOT_FOUND"));
    await expectUnharmed(updated);
  });

  test.for([
    ["rollback", (updated) => updated.plugins.rollback("versioned")],
    ["unload", (updated) => updated.plugins.unload("versioned")],
    ["disposal", (updated) => updated.plugins[Symbol.asyncDispose]()],
  ] as const satisfies [string, End][])("%s while the release is fetched", async ([, end]) => {
    await using updated = await Updated.load();
    updated.releases.interfere = () => new Promise(() => {});
    const updating = updated.plugins.update("versioned", "1.1.0");
    const refused = expectFailure(updating, failure("UPDATE_CANCELLED"));
    void end(updated);
    await refused;
  });

  test("its signal calls an update off while its fixtures run", async () => {
    await using updated = await Updated.load({ isolation: "thread" });
    const slow = { name: "slow", input: Buffer.from("0"), match: "exact" } as const;
    updated.releases.publish(versionedRelease({ version: "1.1.0", turns: 200_000_000 }, [slow]));
    const controller = new AbortController();
    const updating = updated.plugins.update("versioned", "1.1.0", { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expectFailure(updating, failure("UPDATE_CANCELLED"));
    await expectUnharmed(updated);
  });

  test("unload in the middle of a trial answers what was accepted and frees every version", async () => {
    await using updated = await Updated.load({ isolation: "thread" });
    updated.publish({ version: "1.1.0" });
    const update = await updated.plugins.update("versioned", "1.1.0", { strategy: "canary", share: 0.5 });
    const answers = Array.from({ length: 10 }, () => updated.version());
    await updated.plugins.unload("versioned");
    expect(new Set(await Promise.all(answers))).toEqual(new Set(["1.0.0", "1.1.0"]));
    expect(await update.outcome).toEqual({ state: "rolled-back", reason: { kind: "unloaded" } });
    expect(updated.kinds().filter((kind) => kind === "freed").length).toBe(2);
    await expectFailure(updated.version(), failure("PLUGIN_NOT_FOUND"));
  });

  test("a manager without releases", async () => {
    await using plugins = new PluginManager();
    await plugins.load("versioned", { source: versionedRelease({ version: "1.0.0" }), isolation: "inline" });
    await expectFailure(plugins.update("versioned", "1.0.0"), failure("INVALID_OPTION"));
  });
});

test.for([
  { strategy: "blue-green" },
  { strategy: "canary", share: 0 },
  { share: 0.5 },
  { calls: 10, minimumCalls: 11 },
  { maxSlowdown: 0.5 },
  { load: { source: "x" } },
  { fetchMs: 0 },
  { canary: 1 },
] as unknown as UpdateOptions[])("options %j", async (options) => {
  await using updated = await Updated.load();
  await expectFailure(updated.plugins.update("versioned", "1.0.0", options), failure("INVALID_OPTION"));
  await expectUnharmed(updated);
});

test("an update to the version that serves changes nothing", async () => {
  await using updated = await Updated.load();
  const update = await updated.plugins.update("versioned", "1.0.0");
  expect(await update.outcome).toEqual({ state: "unchanged" });
  expect(updated.kinds()).toEqual(["started", "unchanged"]);
  await expectUnharmed(updated);
});

describe("the version before", () => {
  test("is freed after a while", async () => {
    await using updated = await Updated.load({}, {}, { ms: 20 });
    updated.publish({ version: "1.1.0" });
    await updated.plugins.update("versioned", "1.1.0", { calls: 1, minimumCalls: 1 });
    await updated.call(1);
    await vi.waitUntil(() => updated.kinds().includes("freed"), { timeout: 30_000 });
    await expectFailure(updated.plugins.rollback("versioned"), failure("NO_PREVIOUS_VERSION"));
    expect(await updated.version()).toBe("1.1.0");
  });

  test("is freed when there is no memory for it", async () => {
    await using updated = await Updated.load({}, {}, { bytes: 1 });
    updated.publish({ version: "1.1.0" });
    await updated.plugins.update("versioned", "1.1.0", { calls: 1, minimumCalls: 1 });
    expect(updated.plugins.versions("versioned").previous?.version).toBe("1.0.0");
    await updated.call(1);
    expect(updated.plugins.versions("versioned").previous).toBeUndefined();
  });
});

test("a listener that fails stops nothing", async () => {
  await using updated = await Updated.load();
  updated.plugins.updates.on("update", () => {
    throw new Error("the listener's own");
  });
  await expectUnharmed(updated);
});
