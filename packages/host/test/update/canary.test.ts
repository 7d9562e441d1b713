import { expect, test } from "vitest";
import { Updated } from "../support/updated.ts";

async function canary(share: number, options: { readonly calls?: number } = {}): Promise<Updated> {
  const updated = await Updated.load();
  updated.publish({ version: "1.1.0" });
  await updated.plugins.update("versioned", "1.1.0", {
    strategy: "canary",
    share,
    calls: 100_000,
    maxSlowdown: 1_000,
    ...options,
  });
  return updated;
}

test("one patient sees one version, and about the share sees the new one, the same on every host", async () => {
  await using first = await canary(0.25);
  await using second = await canary(0.25);
  const patients = Array.from({ length: 400 }, (_, index) => `patient ${index}`);
  const versions = await Promise.all(patients.map((key) => first.version("0", key)));
  for (let again = 0; again < 3; again++)
    expect(await Promise.all(patients.map((key) => first.version("0", key)))).toEqual(versions);
  expect(await Promise.all(patients.map((key) => second.version("0", key)))).toEqual(versions);
  const share = versions.filter((version) => version === "1.1.0").length / versions.length;
  expect(share).toBeGreaterThan(0.15);
  expect(share).toBeLessThan(0.35);
});

test("with a larger share those who had the new version keep it", async () => {
  await using small = await canary(0.2);
  await using large = await canary(0.6);
  const patients = Array.from({ length: 200 }, (_, index) => `patient ${index}`);
  const among = async (updated: Updated): Promise<string[]> => {
    const versions = await Promise.all(patients.map((key) => updated.version("0", key)));
    return patients.filter((_, index) => versions[index] === "1.1.0");
  };
  const [few, many] = [await among(small), await among(large)];
  expect(few.length).toBeGreaterThan(0);
  expect(many).toEqual(expect.arrayContaining(few));
});

test("calls without a key are spread evenly", async () => {
  await using updated = await canary(0.1);
  const versions: string[] = [];
  for (let call = 0; call < 100; call++) versions.push(await updated.version());
  expect(versions.filter((version) => version === "1.1.0").length).toBeGreaterThanOrEqual(9);
  expect(versions.filter((version) => version === "1.1.0").length).toBeLessThanOrEqual(11);
});

test("once it has proved itself the new version gets all calls", async () => {
  await using updated = await canary(0.5, { calls: 40 });
  await updated.call(200);
  expect(updated.plugins.versions("versioned")).toMatchObject({
    serving: { version: "1.1.0" },
    previous: { version: "1.0.0" },
    update: undefined,
  });
  expect(updated.kinds()).toEqual(["started", "trial", "switched", "kept"]);
});

test("what the trial finds can be asked for, promote ends it", async () => {
  await using updated = await canary(0.5);
  await updated.call(10);
  expect(updated.plugins.versions("versioned")).toMatchObject({
    serving: { version: "1.0.0" },
    update: {
      wanted: "1.1.0",
      strategy: "canary",
      state: "trial",
      candidate: { version: "1.1.0", pending: 0 },
      progress: { candidate: { failures: 0 }, baseline: { failures: 0 } },
    },
  });
  const { progress } = updated.plugins.versions("versioned").update!;
  expect(progress.candidate.calls + progress.baseline.calls).toBe(10);
  expect((await updated.plugins.promote("versioned")).version).toBe("1.1.0");
  expect(await updated.version()).toBe("1.1.0");
});

test("failures of the canary bring the old version back, whose own calls are the baseline", async () => {
  await using updated = await Updated.load();
  updated.publish({ version: "1.1.0", trapsUnless: "0" });
  const update = await updated.plugins.update("versioned", "1.1.0", { strategy: "canary", share: 0.5 });
  await updated.call(100, "1");
  expect(await update.outcome).toMatchObject({ state: "rolled-back", reason: { kind: "failures" } });
  expect(await updated.version("1")).toBe("1.0.0");
  expect(updated.plugins.versions("versioned").previous).toBeUndefined();
});
