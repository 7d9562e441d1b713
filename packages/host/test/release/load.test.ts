import { join } from "node:path";
import { PluginManager } from "@vial/host";
import { openReleases, publishRelease } from "@vial/host/releases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { startRegistry, type OciRegistry } from "../support/oci-registry.ts";
import { echoRelease, encode, manifestOf, newKey, trusting } from "../support/releases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let registry: OciRegistry;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(async () => registry?.[Symbol.asyncDispose]());

test("a plugin is loaded from a registry, and updated to what is published later", async () => {
  await using folder = await temporaryFolder();
  const key = newKey();
  const repository = `oci://${registry.host}/loaded/echo`;
  const fixtures = [{ name: "echo", input: encode("{}"), expected: encode("{}"), match: "exact" }] as const;
  const publish = (version: string): Promise<unknown> =>
    publishRelease(echoRelease(version, { key, fixtures }), { repository });
  await publish("1.0.0");
  const options = {
    store: join(folder.path, "store"),
    trust: trusting(key),
    lockFile: join(folder.path, "vial.lock"),
  };
  {
    await using plugins = new PluginManager({ releases: await openReleases(options) });
    await plugins.load("my-echo", { source: `${repository}@^1.0.0`, isolation: "inline" });
    expect(plugins.list()).toMatchObject([{ name: "my-echo", version: "1.0.0" }]);
    expect((await plugins.execute("my-echo", { a: 1 })).json()).toEqual({ a: 1 });
    // Its schemas came along: this is no object.
    const wrong = plugins.execute("my-echo", "[]");
    await expectFailure(wrong, { code: "CONTRACT_VIOLATION", phase: "call", plugin: "my-echo" });

    await publish("1.1.0");
    await plugins.update("my-echo", "^1.0.0", { strategy: "immediate" });
    expect(plugins.list()).toMatchObject([{ name: "my-echo", version: "1.1.0" }]);
    expect((await plugins.execute("my-echo", { a: 2 })).json()).toEqual({ a: 2 });
  }
  // What was locked is what starts again, whatever was published since.
  await publish("1.2.0");
  await using restarted = new PluginManager({ releases: await openReleases(options) });
  await restarted.load("my-echo", { source: new URL(`${repository}@^1.0.0`), isolation: "inline" });
  expect(restarted.list()).toMatchObject([{ version: "1.1.0" }]);
});

test("a release that is not trusted is not loaded, and the version before keeps serving", async () => {
  await using folder = await temporaryFolder();
  const key = newKey();
  const repository = `oci://${registry.host}/refused/echo`;
  await publishRelease(echoRelease("1.0.0", { key }), { repository });
  await publishRelease(echoRelease("1.1.0", { key: newKey() }), { repository });
  const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
  await using plugins = new PluginManager({ releases });
  const refused = plugins.load("a", { source: `${repository}@1.1.0` });
  await expectFailure(refused, { code: "RELEASE_UNTRUSTED", phase: "load", plugin: "a" });
  expect(plugins.list()).toEqual([]);
  await plugins.load("a", { source: `${repository}@1.0.0`, isolation: "inline" });
  const update = plugins.update("a", "^1");
  await expectFailure(update, { code: "RELEASE_UNTRUSTED", phase: "load", plugin: "a" });
  expect((await plugins.execute("a", {})).json()).toEqual({});
});

test("two partners' plugins of the same name live side by side, and each is updated from its own repository", async () => {
  await using folder = await temporaryFolder();
  const repositories = ["one", "two"].map((partner) => `oci://${registry.host}/${partner}/lab`);
  const keys = [newKey(), newKey()];
  const publish = async (partner: 0 | 1, version: string): Promise<string> => {
    const release = echoRelease(version, { key: keys[partner]!, manifest: manifestOf(version, "lab") });
    return (await publishRelease(release, { repository: repositories[partner]! })).digest;
  };
  const options = {
    store: join(folder.path, "store"),
    trust: trusting(...keys),
    lockFile: join(folder.path, "vial.lock"),
  };
  const first = [await publish(0, "1.0.0"), await publish(1, "1.0.0")];
  const releases = await openReleases(options);
  await using plugins = new PluginManager({ releases });
  const names = ["lab", "other-lab"];
  const serving = (): unknown[] => names.map((name) => plugins.versions(name).serving.release);
  for (const [index, name] of names.entries())
    await plugins.load(name, { source: `${repositories[index]}@^1`, isolation: "inline" });
  expect(serving()).toEqual(first);
  // The other one was asked for last.
  const next = await publish(0, "1.1.0");
  await plugins.update("lab", "^1");
  expect(serving()).toEqual([next, first[1]]);
  const newest = await publish(1, "1.2.0");
  await plugins.update("other-lab", "^1");
  await plugins.update("lab", "^1");
  expect(serving()).toEqual([next, newest]);
  // The same after a restart, and by the name alone nobody knows which one is meant.
  await using restarted = new PluginManager({ releases: await openReleases(options) });
  await restarted.load("lab", { source: `${repositories[0]}@^1`, isolation: "inline" });
  expect(restarted.versions("lab").serving.release).toBe(next);
  const ambiguous = releases.find("lab", "^1");
  await expectFailure(ambiguous, { code: "REFERENCE_INVALID", phase: "load", plugin: "lab" });
});

test("a reference needs releases to be found with, and has to be one", async () => {
  await using folder = await temporaryFolder();
  await using without = new PluginManager();
  const source = "oci://registry.example/echo@^1";
  const failure = { plugin: "a" } as const;
  await expectFailure(without.load("a", { source }), { code: "INVALID_OPTION", phase: "manage", ...failure });
  const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(newKey()) });
  await using plugins = new PluginManager({ releases });
  const wrong = plugins.load("a", { source: "oci://registry.example/echo@not/this" });
  await expectFailure(wrong, { code: "REFERENCE_INVALID", phase: "load", ...failure });
});
