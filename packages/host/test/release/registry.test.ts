import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openReleases, publishRelease, readLockFile, signRelease, verifyStore } from "@vial/host/releases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { startRegistry, type OciRegistry } from "../support/oci-registry.ts";
import { echoRelease, encode, newKey, trusting } from "../support/releases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let registry: OciRegistry;
let count = 0;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(async () => registry?.[Symbol.asyncDispose]());

/** A repository that no other test uses. */
function newRepository(): string {
  return `oci://${registry.host}/partner-${++count}/echo`;
}

describe("a real registry", () => {
  test("a published release arrives whole: module, manifest, fixtures, digest", async () => {
    await using folder = await temporaryFolder();
    const key = newKey();
    const repository = newRepository();
    const fixtures = [
      {
        name: "normal",
        export: "process",
        input: encode("{}"),
        expected: encode("{}"),
        match: "json",
        config: { a: "b" },
      },
      { name: "no-answer-needed", input: new Uint8Array([0, 255]), match: "exact" },
    ] as const;
    const packed = echoRelease("1.2.3", { key, fixtures });
    const published = await publishRelease(packed, { repository });
    expect(published).toEqual({
      digest: packed.digest,
      reference: `${repository.slice("oci://".length)}:1.2.3`,
      existed: false,
    });

    const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
    const release = await releases.find(repository, "^1.2");
    expect(release).toMatchObject({ name: "echo", version: "1.2.3", digest: packed.digest });
    expect(release.fixtures.map((each) => ({ ...each, input: new Uint8Array(each.input) }))).toMatchObject([
      { name: "normal", match: "json", config: { a: "b" } },
      { name: "no-answer-needed", input: new Uint8Array([0, 255]) },
    ]);
    expect(release.manifest.exports["process"]?.input?.schema).toEqual({ type: "object" });
    expect(await verifyStore(releases.store)).toEqual({ blobs: 6, faults: [] });
    expect(JSON.parse(await readFile(join(folder.path, "store", "oci-layout"), "utf8"))).toEqual({
      imageLayoutVersion: "1.0.0",
    });
  });

  test("publishing the same again changes nothing; other content under a version is refused", async () => {
    const repository = newRepository();
    const key = newKey();
    const first = await publishRelease(echoRelease("1.0.0", { key }), { repository });
    const again = await publishRelease(echoRelease("1.0.0", { key }), { repository });
    expect(again).toEqual({ ...first, existed: true });
    const other = publishRelease(echoRelease("1.0.0", { key: newKey() }), { repository });
    await expectFailure(other, { code: "RELEASE_EXISTS", phase: "load", plugin: "echo" });
  });

  test("a range takes the highest version that fits, and the lock file says which", async () => {
    await using folder = await temporaryFolder();
    const key = newKey();
    const repository = newRepository();
    for (const version of ["1.2.0", "1.10.0", "1.9.3", "2.0.0", "1.11.0-rc.1", "0.9.0+build.7"])
      await publishRelease(echoRelease(version, { key }), { repository });
    const lockFile = join(folder.path, "vial.lock");
    const options = { store: join(folder.path, "store"), trust: trusting(key), lockFile };
    const releases = await openReleases(options);
    expect((await releases.find(repository, "~1.9")).version).toBe("1.9.3");
    expect((await releases.find(repository, "*")).version).toBe("2.0.0");
    expect((await releases.find(repository, "^1.11.0-rc.0")).version).toBe("1.11.0-rc.1");
    // A tag has no +, which only the registry is to notice.
    expect((await releases.find(repository, "^0.9.0")).version).toBe("0.9.0+build.7");
    const locked = await readLockFile(lockFile);
    expect(locked[`${repository}@~1.9`]?.version).toBe("1.9.3");

    // What is locked needs no registry at all, also in another process with the same store.
    await publishRelease(echoRelease("1.9.4", { key }), { repository });
    const later = await openReleases(options);
    expect((await later.find(repository, "~1.9", { locked: true })).version).toBe("1.9.3");
    expect((await later.find(repository, "~1.9")).version).toBe("1.9.4");
    expect((await later.find("echo", "~1.9")).version).toBe("1.9.4");
    const none = later.find(repository, "^3");
    await expectFailure(none, { code: "RELEASE_NOT_FOUND", phase: "load", plugin: "echo" });
  });

  test("a large blob goes up in chunks and comes down the same", async () => {
    await using folder = await temporaryFolder();
    const key = newKey();
    const repository = newRepository();
    const input = new Uint8Array(3_000_000).map((_, index) => (index * 7919) >>> 3);
    const packed = echoRelease("1.0.0", { key, fixtures: [{ name: "large", input, match: "exact" }] });
    await publishRelease(packed, { repository, chunkBytes: 500_000 });
    const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
    const { fixtures } = await releases.find(repository, "1.0.0");
    expect(Buffer.compare(fixtures[0]!.input, input)).toBe(0);
  });

  test("a release that is signed again by another key is trusted by that key, and keeps its digest", async () => {
    await using folder = await temporaryFolder();
    const [old, fresh] = [newKey(), newKey()];
    const repository = newRepository();
    const { digest } = await publishRelease(echoRelease("1.0.0", { key: old }), { repository });
    const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(fresh) });
    const refused = releases.find(repository, "1.0.0");
    await expectFailure(refused, { code: "RELEASE_UNTRUSTED", phase: "load", plugin: "echo" });
    await signRelease({ repository, version: "1.0.0" }, fresh);
    await signRelease({ repository, version: "1.0.0" }, newKey());
    expect((await releases.find(repository, "1.0.0")).digest).toBe(digest);
    expect((await verifyStore(releases.store)).faults).toEqual([]);
  });
});
