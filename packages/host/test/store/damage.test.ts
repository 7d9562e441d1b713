import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  collectGarbage,
  openReleases,
  publishRelease,
  Store,
  verifyStore,
  type PackedRelease,
} from "@vial/host/releases";
import { expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { startRegistry } from "../support/oci-registry.ts";
import { echoRelease, newKey, trusting } from "../support/releases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

type Damage = (file: string) => Promise<void>;

const damages: Readonly<Record<string, Damage>> = {
  "one bit flipped": async (file) => {
    const bytes = await readFile(file);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(file, bytes);
  },
  "cut short": (file) => truncate(file, 10),
  empty: (file) => truncate(file, 0),
  gone: (file) => rm(file),
};

async function put(store: Store, { name, version, manifest, blobs }: PackedRelease): Promise<void> {
  await store.add({ manifest, blobs, entry: { repository: name, name, version } });
}

function blobFiles(store: Store, { digest }: PackedRelease, manifest: string): string[] {
  const digests = [
    digest,
    ...[...manifest.matchAll(/"digest":"(sha256:[0-9a-f]{64})"/g)].map(([, each]) => each!),
  ];
  return digests.map((each) => join(store.path, "blobs", "sha256", each.slice("sha256:".length)));
}

test.for(Object.keys(damages))("a blob that is %s is noticed, and is not run", async (name) => {
  await using folder = await temporaryFolder();
  const key = newKey();
  const store = await Store.open(join(folder.path, "store"));
  const packed = echoRelease("1.0.0", { key });
  await put(store, packed);
  const releases = await openReleases({ store, trust: trusting(key) });
  for (const file of blobFiles(store, packed, new TextDecoder().decode(packed.manifest))) {
    const whole = await readFile(file);
    await damages[name]!(file);
    const { faults } = await verifyStore(store);
    expect(faults).toHaveLength(1);
    expect(faults[0]!.neededBy).toBe("echo:1.0.0");
    // The SBOM is for people: nothing runs by it.
    if (!whole.includes("CycloneDX"))
      await expectFailure(releases.find("echo", "1.0.0"), {
        code: "STORE_CORRUPT",
        phase: "load",
        plugin: undefined,
      });
    await writeFile(file, whole);
  }
  expect((await releases.find("echo", "1.0.0")).version).toBe("1.0.0");
});

test("what is damaged in the store is fetched from the registry again", async () => {
  await using registry = await startRegistry();
  await using folder = await temporaryFolder();
  const key = newKey();
  const repository = `oci://${registry.host}/echo`;
  const packed = echoRelease("1.0.0", { key });
  await publishRelease(packed, { repository });
  const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
  await releases.find(repository, "1.0.0");
  for (const damage of Object.values(damages)) {
    for (const file of blobFiles(releases.store, packed, new TextDecoder().decode(packed.manifest))) {
      const whole = await readFile(file);
      if (whole.includes("CycloneDX")) continue;
      await damage(file);
      expect((await releases.find(repository, "1.0.0", { locked: true })).digest).toBe(packed.digest);
      if (!whole.includes("schemaVersion")) expect(await readFile(file)).toEqual(whole);
      else await writeFile(file, whole);
    }
  }
  expect((await verifyStore(releases.store)).faults).toEqual([]);
});

test("an index that is damaged is said to be, and what is left is not cleaned up", async () => {
  await using folder = await temporaryFolder();
  const store = await Store.open(join(folder.path, "store"));
  await put(store, echoRelease("1.0.0"));
  await truncate(join(store.path, "index.json"), 20);
  const failure = { code: "STORE_CORRUPT", phase: "load" } as const;
  await expectFailure(store.list(), failure);
  await expectFailure(verifyStore(store), failure);
  await expectFailure(collectGarbage(store, { olderThanMs: -1000 }), failure);
  await expectFailure(put(store, echoRelease("1.1.0")), failure);
});

test("a clean-up keeps what releases need and frees what was removed", async () => {
  await using folder = await temporaryFolder();
  const store = await Store.open(join(folder.path, "store"));
  const [old, kept] = [echoRelease("1.0.0", { key: newKey() }), echoRelease("2.0.0", { key: newKey() })];
  await put(store, old);
  await put(store, kept);
  await store.remove(old.digest);
  // Young files may belong to a release that is being added.
  expect(await collectGarbage(store)).toEqual({ files: 0, bytes: 0 });
  // Manifest, config and signature: the rest is the other's as well.
  expect((await collectGarbage(store, { olderThanMs: -1000 })).files).toBe(3);
  expect(await store.list()).toMatchObject([{ version: "2.0.0", digest: kept.digest }]);
  expect((await verifyStore(store)).faults).toEqual([]);
});

test("a folder that is something else is left alone", async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "oci-layout"), '{"imageLayoutVersion":"9.0.0"}');
  await expectFailure(Store.open(folder.path), { code: "STORE_CORRUPT", phase: "load" });
  const file = join(folder.path, "file");
  await writeFile(file, "");
  await expectFailure(Store.open(file), { code: "STORE_UNWRITABLE", phase: "load" });
});
