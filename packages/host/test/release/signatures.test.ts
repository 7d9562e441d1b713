import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { openReleases, publishRelease, signRelease, type SigningKey } from "@vial/host/releases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { startReferrersRegistry, startRegistry, type OciRegistry } from "../support/oci-registry.ts";
import { startProxy } from "../support/proxy.ts";
import { echoRelease, newKey, trusting } from "../support/releases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let registry: OciRegistry;
let count = 0;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(async () => registry?.[Symbol.asyncDispose]());

/** Publishes a release, and says where in its registry it is. */
async function publish(): Promise<string> {
  const path = `signed-${++count}/echo`;
  await publishRelease(echoRelease("1.0.0", { key: newKey() }), {
    repository: `oci://${registry.host}/${path}`,
  });
  return path;
}

/** Which of the keys a host that trusts nobody else finds a signature by. */
async function found(path: string, keys: readonly SigningKey[]): Promise<SigningKey[]> {
  const signers: SigningKey[] = [];
  for (const key of keys) {
    await using folder = await temporaryFolder();
    const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
    const release = await releases.find(`oci://${registry.host}/${path}`, "1.0.0").catch(() => undefined);
    if (release !== undefined) signers.push(key);
  }
  return signers;
}

const isList = ({ method, url }: IncomingMessage): boolean =>
  method === "PUT" && /\/manifests\/sha256-/.test(url!);

test("several who sign a release at once all keep their signatures", async () => {
  const path = await publish();
  const keys = [newKey(), newKey(), newKey()];
  const repository = `oci://${registry.host}/${path}`;
  await Promise.all(keys.map((key) => signRelease({ repository, version: "1.0.0" }, key)));
  expect(await found(path, keys)).toEqual(keys);
});

test("a signature that another client's list has overwritten is put back", async () => {
  const path = await publish();
  const keys = [newKey(), newKey()] as const;
  // Both have read that there is no list when the first one writes; the second one's takes its place.
  const bothHaveRead = Promise.withResolvers<undefined>();
  let lists = 0;
  await using proxy = await startProxy(registry.host, (request) => {
    if (!isList(request)) return undefined;
    if (++lists === 2) bothHaveRead.resolve(undefined);
    return bothHaveRead.promise;
  });
  const repository = `oci://${proxy.origin.slice("http://".length)}/${path}`;
  await Promise.all(keys.map((key) => signRelease({ repository, version: "1.0.0" }, key)));
  expect(lists).toBeGreaterThan(2);
  expect(await found(path, keys)).toEqual(keys);
});

test("where the registry heeds conditions nothing is overwritten at all", async () => {
  const path = await publish();
  const keys = [newKey(), newKey()] as const;
  const refused: unknown[] = [];
  let [lists, secondIsDone] = [0, Promise.withResolvers<void>()];
  // The first one's list arrives when the second one is long content with its own.
  await using proxy = await startProxy(registry.host, async (request) => {
    if (!isList(request)) return undefined;
    if (++lists === 1) await secondIsDone.promise;
    const there = await fetch(`http://${registry.host}${request.url}`, {
      headers: { accept: "application/vnd.oci.image.index.v1+json" },
    });
    const { "if-match": match, "if-none-match": none } = request.headers;
    const holds = there.ok ? none === undefined && match === there.headers.get("etag") : match === undefined;
    if (holds) return undefined;
    refused.push(match ?? none);
    return 412;
  });
  const repository = `oci://${proxy.origin.slice("http://".length)}/${path}`;
  const first = signRelease({ repository, version: "1.0.0" }, keys[0]);
  await expect.poll(() => lists).toBe(1);
  await signRelease({ repository, version: "1.0.0" }, keys[1]);
  secondIsDone.resolve();
  await first;
  expect(refused).toEqual(["*"]);
  expect(await found(path, keys)).toEqual(keys);
});

test("a list that is kept at the last attempt is kept", async () => {
  const path = await publish();
  const key = newKey();
  let lists = 0;
  await using proxy = await startProxy(registry.host, (request) =>
    isList(request) && ++lists < 8 ? 412 : undefined,
  );
  const repository = `oci://${proxy.origin.slice("http://".length)}/${path}`;
  await signRelease({ repository, version: "1.0.0" }, key);
  expect(lists).toBe(8);
  expect(await found(path, [key])).toEqual([key]);
});

test("a registry that never keeps the list is given up", async () => {
  const path = await publish();
  let lists = 0;
  await using proxy = await startProxy(registry.host, (request) => {
    if (!isList(request)) return undefined;
    lists++;
    return 412;
  });
  const repository = `oci://${proxy.origin.slice("http://".length)}/${path}`;
  const failure = { code: "REGISTRY_UNAVAILABLE", phase: "load", plugin: "echo" } as const;
  await expectFailure(signRelease({ repository, version: "1.0.0" }, newKey()), failure);
  expect(lists).toBeGreaterThan(1);
});

test("a registry with the referrers API says which signatures there are", async () => {
  await using withApi = await startReferrersRegistry();
  await using folder = await temporaryFolder();
  const keys = [newKey(), newKey()];
  const path = "lab/echo";
  const repository = `oci://${withApi.host}/${path}`;
  const { digest } = await publishRelease(echoRelease("1.0.0", { key: newKey() }), { repository });
  await Promise.all(keys.map((key) => signRelease({ repository, version: "1.0.0" }, key)));
  const asked: string[] = [];
  // The list of clients is not looked at: there is none that could be.
  await using proxy = await startProxy(withApi.host, ({ url }) => {
    asked.push(url!);
    return url!.includes("/manifests/sha256-") ? 404 : undefined;
  });
  const through = `oci://${proxy.origin.slice("http://".length)}/${path}`;
  for (const [index, key] of keys.entries()) {
    const store = join(folder.path, String(index));
    const releases = await openReleases({ store, trust: trusting(key) });
    expect((await releases.find(through, "1.0.0")).digest).toBe(digest);
  }
  expect(asked.filter((url) => url.includes("/referrers/"))).toHaveLength(2);
  expect(asked.filter((url) => url.includes("/manifests/sha256-"))).toEqual([]);
});
