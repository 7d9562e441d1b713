import { join } from "node:path";
import { PluginManager, type UpdateEvent } from "@vial/host";
import { openReleases, publishRelease, type OciReleases } from "@vial/host/releases";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startRegistry, type OciRegistry } from "../support/oci-registry.ts";
import { startProxy } from "../support/proxy.ts";
import { echoRelease, newKey, trusting } from "../support/releases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const patient = { timeout: 50_000, interval: 20 };
const quick = { everyMs: 50, calls: 1, minimumCalls: 1, maxSlowdown: 1_000 } as const;
const key = newKey();

let registry: OciRegistry;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(async () => registry?.[Symbol.asyncDispose]());

/** A host that has loaded the plugin. */
async function startHost(releases: OciReleases, source: string): Promise<PluginManager> {
  const plugins = new PluginManager({ releases });
  await plugins.load("echo", { source, isolation: "inline" });
  return plugins;
}

test("several hosts follow a range in a registry, each in its own time, and what has not changed is not sent", async () => {
  await using folder = await temporaryFolder();
  const answers: [url: string, status: number][] = [];
  await using proxy = await startProxy(
    registry.host,
    () => undefined,
    (url, status) => answers.push([url, status]),
  );
  const repository = `oci://${proxy.origin.slice("http://".length)}/followed/echo`;
  const publish = async (version: string): Promise<void> =>
    void (await publishRelease(echoRelease(version, { key }), { repository }));
  await publish("1.0.0");
  const open = (name: string): Promise<OciReleases> => {
    const [store, lockFile] = [join(folder.path, name), join(folder.path, `${name}.lock`)];
    return openReleases({ store, lockFile, trust: trusting(key) });
  };
  await using first = await startHost(await open("first"), `${repository}@^1`);
  await using second = await startHost(await open("second"), `${repository}@^1`);
  const hosts = [first, second];
  for (const plugins of hosts) plugins.follow("echo", "^1", quick);
  answers.length = 0;
  await vi.waitUntil(() => answers.length > 12, patient);
  // No layer is fetched again, and the manifest has an ETag.
  expect(answers.filter(([url]) => url.includes("/blobs/"))).toEqual([]);
  const manifests = answers.filter(([url]) => url.includes("/manifests/"));
  expect(manifests.slice(hosts.length).every(([, status]) => status === 304)).toBe(true);
  expect(manifests.length).toBeGreaterThan(hosts.length);

  const events: UpdateEvent[][] = hosts.map(() => []);
  for (const [index, plugins] of hosts.entries())
    plugins.updates.on("update", (event) => events[index]!.push(event));
  await publish("2.0.0");
  await publish("1.1.0");
  for (const plugins of hosts)
    await vi.waitUntil(() => plugins.versions("echo").serving.version === "1.1.0", patient);
  for (const each of events)
    expect(each.filter(({ kind }) => kind === "switched")).toMatchObject([{ to: { version: "1.1.0" } }]);
});

test("a host follows a range in its store, into which another process puts releases", async () => {
  await using folder = await temporaryFolder();
  const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
  const put = async (version: string): Promise<void> => {
    const { name, manifest, blobs } = echoRelease(version, { key });
    await releases.store.add({ manifest, blobs, entry: { repository: name, name, version } });
  };
  await put("1.0.0");
  await using plugins = new PluginManager({ releases });
  await plugins.load("echo", { source: await releases.find("echo", "^1"), isolation: "inline" });
  using _follower = plugins.follow("echo", "^1", quick);
  await put("1.3.0");
  await vi.waitUntil(() => plugins.versions("echo").serving.version === "1.3.0", patient);
  expect((await plugins.execute("echo", { a: 1 })).json()).toEqual({ a: 1 });
});
