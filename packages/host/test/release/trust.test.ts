import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  openReleases,
  Store,
  type PackedRelease,
  type SigningKey,
  type TrustedKey,
  type TrustPolicy,
} from "@vial/host/releases";
import type { ErrorCode } from "@vial/host";
import { describe, expect, test } from "vitest";
import { digestOf } from "../../src/source/digest.ts";
import { signStatement } from "../../src/trust/statement.ts";
import { expectFailure } from "../support/failure.ts";
import { echoRelease, emptySbom, encode, manifestOf, newKey, trusting } from "../support/releases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { isFor, manifestType, serveRelease, type Misbehaviour } from "./served-release.ts";

const key = newKey();

/** What `find` says of a release that a registry serves as `echo:1.0.0`. */
async function verdictOf(
  packed: PackedRelease,
  trust: TrustPolicy,
  misbehave?: Misbehaviour,
): Promise<{ readonly code: ErrorCode | "trusted"; readonly message: string }> {
  await using folder = await temporaryFolder();
  await using server = await serveRelease(packed, misbehave);
  const releases = await openReleases({ store: join(folder.path, "store"), trust });
  const host = server.origin.slice("http://".length);
  try {
    await releases.find(`oci://${host}/echo`, "*");
    return { code: "trusted", message: "" };
  } catch (error) {
    const { code, message } = error as { code: ErrorCode; message: string };
    expect(await releases.store.list()).toEqual([]);
    return { code, message };
  }
}

function keyFor(signing: SigningKey, rest: Partial<TrustedKey> = {}): TrustedKey {
  return { publicKey: signing.publicKey, names: ["*"], ...rest };
}

function policyOf(...keys: readonly TrustedKey[]): TrustPolicy {
  return { trustVersion: 1, keys };
}

/** The same release with one of its parts, as JSON, changed after it was signed. */
function altered(packed: PackedRelease, change: (manifest: Manifest) => void): PackedRelease {
  const manifest = JSON.parse(new TextDecoder().decode(packed.manifest)) as Manifest;
  change(manifest);
  const bytes = encode(JSON.stringify(manifest));
  return { ...packed, manifest: bytes, digest: digestOf(bytes) };
}

/** The echo plugin with another config, signed as it is. */
function signedWith(config: Uint8Array): PackedRelease {
  const unsigned = echoRelease("1.0.0");
  const blobs = [config, ...unsigned.blobs.slice(1)];
  const types = [
    "application/vnd.vial.plugin.manifest.v1+json",
    "application/wasm",
    "application/vnd.vial.plugin.fixtures.v1+json",
    "application/vnd.cyclonedx+json",
  ];
  const signed = blobs.map((blob, index) => ({
    name: types[index]!,
    digest: { sha256: digestOf(blob).slice(7) },
  }));
  const envelope = signStatement({ name: "echo", version: "1.0.0", blobs: signed }, key);
  const release = altered(unsigned, (manifest) => {
    manifest.config.digest = digestOf(config);
    manifest.config.size = config.length;
    manifest.layers.push({
      mediaType: "application/vnd.dsse.envelope.v1+json",
      digest: digestOf(envelope),
      size: envelope.length,
    });
  });
  return { ...release, blobs: [...blobs, envelope] };
}

interface Manifest {
  config: { digest: string; size: number };
  layers: { mediaType: string; digest: string; size: number }[];
}

describe("a release is run", () => {
  const packed = echoRelease("1.0.0", { key });
  test.for<[string, TrustPolicy]>([
    ["when its key is for its name", policyOf(keyFor(key, { names: ["echo"] }))],
    ["when its key is for such names", policyOf(keyFor(key, { names: ["other", "ec*"] }))],
    ["beside a revoked key", policyOf(keyFor(newKey(), { revoked: true }), keyFor(key))],
    [
      "when it is as new as it has to be",
      { ...trusting(key), minimumVersions: { echo: "1.0.0", other: "9.0.0" } },
    ],
  ])("%s", async ([, policy]) => expect((await verdictOf(packed, policy)).code).toBe("trusted"));
});

describe("a release is refused", () => {
  const packed = echoRelease("1.0.0", { key });
  test.for<[string, PackedRelease, TrustPolicy, ErrorCode]>([
    ["that nobody signed", echoRelease("1.0.0"), trusting(key), "RELEASE_UNSIGNED"],
    ["that a stranger signed", echoRelease("1.0.0", { key: newKey() }), trusting(key), "RELEASE_UNTRUSTED"],
    ["when nobody is trusted", packed, policyOf(), "RELEASE_UNTRUSTED"],
    [
      "whose key is for other names",
      packed,
      policyOf(keyFor(key, { names: ["echo-2", "lab-*"] })),
      "RELEASE_UNTRUSTED",
    ],
    ["whose key is revoked", packed, policyOf(keyFor(key, { revoked: true })), "RELEASE_REVOKED"],
    [
      "whose key is revoked in one of two places",
      packed,
      policyOf(keyFor(key), keyFor(key, { revoked: true })),
      "RELEASE_REVOKED",
    ],
    [
      "that is revoked itself",
      packed,
      { ...trusting(key), revokedReleases: [packed.digest] },
      "RELEASE_REVOKED",
    ],
    [
      "that is too old",
      packed,
      { ...trusting(key), minimumVersions: { echo: "1.0.1" } },
      "RELEASE_DOWNGRADED",
    ],
    [
      "that is another plugin under this name",
      echoRelease("1.0.0", { key, manifest: manifestOf("1.0.0", "other") }),
      trusting(key),
      "RELEASE_UNTRUSTED",
    ],
    [
      "that is an old one under a new version's tag",
      { ...packed, version: "2.0.0" },
      trusting(key),
      "RELEASE_RETAGGED",
    ],
  ])("%s", async ([, release, policy, code]) => expect((await verdictOf(release, policy)).code).toBe(code));
});

describe("a signature holds for exactly what was signed", () => {
  const packed = echoRelease("1.0.0", { key });
  const other = echoRelease("1.0.0", { module: encode("something else"), sbom: encode("{}") });
  const extra = other.blobs[1]!;
  const swap =
    (index: number): Changes =>
    (manifest) => {
      manifest.layers[index]!.digest = digestOf(extra);
      manifest.layers[index]!.size = extra.length;
    };
  type Changes = (manifest: Manifest) => void;
  const changes: Readonly<Record<string, Changes>> = {
    "another module": swap(0),
    "other fixtures": swap(1),
    "another SBOM": swap(2),
    "another config": (manifest) => {
      manifest.config.digest = digestOf(extra);
      manifest.config.size = extra.length;
    },
    "no fixtures": (manifest) => void manifest.layers.splice(1, 1),
    "no SBOM": (manifest) => void manifest.layers.splice(2, 1),
    "layers in another order": (manifest) => {
      manifest.layers = manifest.layers.toReversed();
    },
    "a module under another media type": (manifest) => {
      const [module, fixtures] = manifest.layers;
      [module!.mediaType, fixtures!.mediaType] = [fixtures!.mediaType, module!.mediaType];
    },
  };
  test.for(Object.entries(changes))("%s", async ([, change]) => {
    const release = altered({ ...packed, blobs: [...packed.blobs, extra] }, change);
    expect((await verdictOf(release, trusting(key))).code).toBe("RELEASE_UNTRUSTED");
  });

  test("a byte changed anywhere in the envelope is noticed", async () => {
    const envelope = packed.blobs.at(-1)!;
    // A signature in base64 ends with bits that mean nothing; none of these is among them.
    for (let index = 3; index < envelope.length - 8; index += 29) {
      const bytes = envelope.slice();
      bytes[index]! ^= 1;
      const release = altered({ ...packed, blobs: [...packed.blobs, bytes] }, ({ layers }) => {
        layers.at(-1)!.digest = digestOf(bytes);
        layers.at(-1)!.size = bytes.length;
      });
      expect((await verdictOf(release, trusting(key))).code, `byte ${index}`).toBe("RELEASE_UNTRUSTED");
    }
  });
});

describe("what is not a release of today is said to be so", () => {
  const packed = echoRelease("1.0.0", { key });
  const mend = (from: string, to: string): PackedRelease => {
    const bytes = encode(new TextDecoder().decode(packed.manifest).replace(from, to));
    return { ...packed, manifest: bytes, digest: digestOf(bytes) };
  };
  test.for<[string, PackedRelease, string]>([
    ["a newer format", mend("vnd.vial.plugin.v1", "vnd.vial.plugin.v2"), "update the host"],
    ["another artifact", mend("vnd.vial.plugin.v1", "vnd.example.chart.v1"), "not a Vial plugin"],
    ["a layer nobody knows", mend("vnd.cyclonedx", "vnd.example"), "does not know"],
    ["two modules", mend("vnd.cyclonedx+json", "wasm"), "several layers"],
    ["no module", mend("application/wasm", "application/vnd.cyclonedx+json"), "has no module"],
    ["a digest that is none", mend("sha256:", "sha512:"), "config.digest"],
    ["a size that is none", mend('"size":', '"size":-'), "config.size"],
  ])("%s", async ([, release, words]) => {
    const { code, message } = await verdictOf(release, trusting(key));
    expect(code).toBe("RELEASE_INVALID");
    expect(message).toContain(words);
  });

  test("a vial.json of a newer format", async () => {
    const manifest = { ...manifestOf("1.0.0"), manifestVersion: 2 };
    const config = encode(JSON.stringify(manifest));
    // Signed as it is: it comes from somebody who is trusted, and is new.
    const { code, message } = await verdictOf(signedWith(config), trusting(key));
    expect(code).toBe("RELEASE_INVALID");
    expect(message).toContain("update the host");
  });

  test("a module over the limit is not fetched", async () => {
    await using folder = await temporaryFolder();
    const asked: string[] = [];
    await using server = await serveRelease(packed, (request) => {
      if (isFor(request, "blob")) asked.push(request.url!);
    });
    const releases = await openReleases({
      store: join(folder.path, "store"),
      trust: trusting(key),
      limits: { moduleBytes: 10 },
    });
    const host = server.origin.slice("http://".length);
    const refused = releases.find(`oci://${host}/echo`, "*");
    await expectFailure(refused, { code: "MODULE_TOO_LARGE", phase: "load", plugin: "echo" });
    expect(asked).toEqual([]);
  });
});

describe("a version and a wish do not go back", () => {
  test("a tag or range that leads to an older version, or a version that is another now", async () => {
    await using folder = await temporaryFolder();
    let served = echoRelease("1.2.0", { key });
    const first = served;
    await using server = await serveRelease(served, (request, response) => {
      const isTags = isFor(request, "tags");
      const isTag = isFor(request, "manifest") && !request.url!.includes("sha256:");
      const blob = served.blobs.find((each) => request.url!.endsWith(digestOf(each)));
      if (isTags) response.end(JSON.stringify({ tags: [served.version] }));
      else if (isTag) response.writeHead(200, { "content-type": manifestType }).end(served.manifest);
      else if (blob !== undefined) response.end(blob);
      else return false;
      return true;
    });
    const repository = `oci://${server.origin.slice("http://".length)}/echo`;
    const options = { store: join(folder.path, "store"), lockFile: join(folder.path, "vial.lock") };
    const releases = await openReleases({ ...options, trust: trusting(key) });
    await releases.find(repository, "^1.0.0");
    await releases.find(repository, "stable");

    served = echoRelease("1.1.0", { key });
    const failure = { phase: "load", plugin: "echo" } as const;
    await expectFailure(releases.find(repository, "^1.0.0"), { code: "RELEASE_DOWNGRADED", ...failure });
    await expectFailure(releases.find(repository, "stable"), { code: "RELEASE_DOWNGRADED", ...failure });
    // Also for who starts anew with the same lock file, and not when the version itself is asked for.
    const anew = await openReleases({ ...options, trust: trusting(key) });
    await expectFailure(anew.find(repository, "stable"), { code: "RELEASE_DOWNGRADED", ...failure });
    expect((await anew.find(repository, "1.1.0")).version).toBe("1.1.0");
    expect((await anew.find(repository, served.digest)).version).toBe("1.1.0");
    // What is revoked is no reason to stay.
    const revoked = await openReleases({
      ...options,
      trust: { ...trusting(key), revokedReleases: [first.digest] },
    });
    expect((await revoked.find(repository, "^1.0.0", { locked: true })).version).toBe("1.1.0");

    served = echoRelease("1.2.0", { key, fixtures: [{ name: "new", input: encode("1"), match: "exact" }] });
    await expectFailure(anew.find(repository, "1.2.0"), { code: "RELEASE_RETAGGED", ...failure });
  });
});

describe("files that are wrong", () => {
  const policies: readonly [string, unknown][] = [
    ["nothing", undefined],
    ["no JSON", "{"],
    ["another version", { trustVersion: 2, keys: [] }],
    ["a key that is none", { trustVersion: 1, keys: [{ publicKey: "ed25519:AAAA", names: ["*"] }] }],
    ["a key without names", { trustVersion: 1, keys: [{ publicKey: key.publicKey, names: [] }] }],
    [
      "a name that is a pattern of another kind",
      { trustVersion: 1, keys: [{ publicKey: key.publicKey, names: ["*-lab"] }] },
    ],
    ["a member nobody knows", { trustVersion: 1, keys: [], revoked: [] }],
    ["a version that is none", { trustVersion: 1, keys: [], minimumVersions: { echo: "1" } }],
  ];
  test.for(policies)("a trust policy with %s trusts nothing", async ([, policy]) => {
    await using folder = await temporaryFolder();
    const trust = join(folder.path, "trust.json");
    if (policy !== undefined)
      await writeFile(trust, typeof policy === "string" ? policy : JSON.stringify(policy));
    const opened = openReleases({ store: join(folder.path, "store"), trust });
    await expectFailure(opened, { code: "TRUST_POLICY_INVALID", phase: "load" });
  });

  test("a lock file", async () => {
    await using folder = await temporaryFolder();
    const lockFile = join(folder.path, "vial.lock");
    for (const text of [
      "",
      "{}",
      '{"lockVersion":2,"releases":{}}',
      '{"lockVersion":1,"releases":{"a":{"version":"1.0.0","digest":"x"}}}',
    ]) {
      await writeFile(lockFile, text);
      const opened = openReleases({ store: join(folder.path, "store"), trust: trusting(key), lockFile });
      await expectFailure(opened, { code: "LOCK_FILE_INVALID", phase: "load" });
    }
  });

  test("references", async () => {
    await using folder = await temporaryFolder();
    const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
    const wrong: readonly [string, string][] = [
      ["oci://", "*"],
      ["oci://host", "*"],
      ["oci://host/Upper", "*"],
      ["oci://host/a/../b", "*"],
      ["oci://user:password@host/echo", "*"],
      ["oci://host/echo", "not a version"],
      ["oci://host/echo", "../../x"],
      ["oci://host/echo", "sha256:abc"],
      ["oci://host/echo", "x".repeat(10_000)],
    ];
    for (const [name, wanted] of wrong) {
      const error = await expectFailure(releases.find(name, wanted), {
        code: "REFERENCE_INVALID",
        phase: "load",
      });
      expect(error.message).not.toContain("password");
    }
  });
});

test("a revocation in the policy's file counts from the next release on, without a restart", async () => {
  await using folder = await temporaryFolder();
  const trust = join(folder.path, "trust.json");
  await writeFile(trust, JSON.stringify(trusting(key)));
  const store = await Store.open(join(folder.path, "store"));
  const { name, version, manifest, blobs } = echoRelease("1.0.0", { key, sbom: emptySbom });
  await store.add({ manifest, blobs, entry: { repository: name, name, version } });
  const releases = await openReleases({ store, trust });
  expect((await releases.find("echo", "*")).version).toBe("1.0.0");
  await writeFile(trust, JSON.stringify(policyOf(keyFor(key, { revoked: true }))));
  const refused = releases.find("echo", "*", { locked: true });
  await expectFailure(refused, { code: "RELEASE_REVOKED", phase: "load", plugin: "echo" });
});
