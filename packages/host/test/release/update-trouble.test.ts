import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { PluginManager, type ErrorCode } from "@vial/host";
import { openReleases, packRelease, type PackedRelease, type SigningKey } from "@vial/host/releases";
import { expect, test } from "vitest";
import { digestOf } from "../../src/source/digest.ts";
import { expectFailure } from "../support/failure.ts";
import { emptySbom, newKey, trusting } from "../support/releases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { versionedRelease, versionIn } from "../support/versioned-plugin.ts";
import { WorkerWatch } from "../support/workers.ts";
import { isFor, serveReleases, type Misbehaviour } from "./served-release.ts";

const key = newKey();

interface Parts {
  readonly key?: SigningKey | undefined;
  readonly expected?: string;
}

function release(version: string, { expected, ...parts }: Parts = {}): PackedRelease {
  const { manifest, module, fixtures } = versionedRelease({ version });
  const signer = "key" in parts ? parts.key : key;
  return packRelease({
    manifest,
    module,
    fixtures: expected === undefined ? fixtures : [{ ...fixtures[0]!, expected: Buffer.from(expected) }],
    sbom: emptySbom,
    ...(signer && { key: signer }),
  });
}

const old = release("1.0.0");
const good = release("1.1.0");
const next = release("1.2.0");
const module = versionedRelease({ version: "1.1.0" }).module;

/** What is done to the requests that the new version's blobs are asked for with. */
function atModule(misbehave: Misbehaviour): Misbehaviour {
  return (request, response) => {
    const blob = good.blobs.find((each) => Buffer.compare(each, module) === 0);
    return isFor(request, "blob") && blob !== undefined && atAll(misbehave)(request, response);
  };
}

function atAll(misbehave: Misbehaviour): Misbehaviour {
  return (request, response) => misbehave(request, response) !== false;
}

/** The same artifact with other words in its image manifest, as somebody would write it who has no key. */
function mended(what: string, by: string): PackedRelease {
  const manifest = Buffer.from(Buffer.from(good.manifest).toString().replace(what, by));
  return { ...good, manifest, digest: digestOf(manifest) };
}

interface Case {
  /** What stands under the tag 1.1.0. */
  readonly published?: PackedRelease;
  readonly misbehave?: Misbehaviour;
  readonly code: ErrorCode;
}

const silent: Case = { misbehave: atAll(() => {}), code: "REGISTRY_UNAVAILABLE" };
const cases: Readonly<Record<string, Case>> = {
  "a blob with another digest": {
    misbehave: atModule((_, response) => void response.end(Buffer.alloc(module.length))),
    code: "DIGEST_MISMATCH",
  },
  "a blob that is missing": {
    misbehave: atModule((_, response) => void response.writeHead(404).end()),
    code: "RELEASE_NOT_FOUND",
  },
  "half a download": {
    misbehave: atModule((request, response) => {
      response.writeHead(200, { "content-length": module.length });
      response.write(module.subarray(0, module.length / 2), () => request.socket.destroy());
    }),
    code: "REGISTRY_UNAVAILABLE",
  },
  "a registry that answers 500": {
    misbehave: atAll((_, response) => void response.writeHead(500).end()),
    code: "REGISTRY_UNAVAILABLE",
  },
  "a registry that redirects": {
    misbehave: atAll((_, response) => void response.writeHead(302, { location: "/v2/" }).end()),
    code: "REGISTRY_VIOLATION",
  },
  "a registry that never answers": silent,
  "a signature of somebody else's": {
    published: release("1.1.0", { key: newKey() }),
    code: "RELEASE_UNTRUSTED",
  },
  "no signature": { published: release("1.1.0", { key: undefined }), code: "RELEASE_UNSIGNED" },
  "other parts than were signed": {
    published: mended(digestOf(module), digestOf(versionedRelease({ version: "1.0.0" }).module)),
    code: "RELEASE_UNTRUSTED",
  },
  "an older version under a newer tag": { published: old, code: "RELEASE_RETAGGED" },
  "an artifact of a newer format": {
    published: mended("vnd.vial.plugin.v1", "vnd.vial.plugin.v2"),
    code: "RELEASE_INVALID",
  },
  "fixtures that it fails": {
    published: release("1.1.0", { expected: "something else" }),
    code: "HEALTH_CHECK_FAILED",
  },
};

test.for(Object.entries(cases))(
  "%s: a typed error, and the old version keeps serving",
  async ([, trouble]) => {
    const { published = good, misbehave, code } = trouble;
    await using folder = await temporaryFolder();
    let [tags, now]: [Map<string, PackedRelease>, Misbehaviour | undefined] = [new Map(), undefined];
    tags.set("1.0.0", old);
    await using server = await serveReleases(tags, (request, response) => now?.(request, response) ?? false);
    const releases = await openReleases({
      store: join(folder.path, "store"),
      trust: trusting(key),
      // What never comes is not waited for as long as a busy machine may take.
      requestMs: trouble === silent ? 5_000 : 20_000,
    });
    using workers = new WorkerWatch();
    await using plugins = new PluginManager({ releases });
    const source = `oci://${server.origin.slice("http://".length)}/versioned@^1`;
    await plugins.load("lab", { source, isolation: "inline" });

    const versions: string[] = [];
    const update = { isOver: false };
    const caller = (async () => {
      while (!update.isOver) {
        versions.push(versionIn((await plugins.execute("lab", "0")).text(), "0"));
        await turn();
      }
    })();
    tags.set("1.1.0", published);
    now = misbehave;
    await expectFailure(plugins.update("lab", "^1"), { code, phase: "load", plugin: "lab" });
    update.isOver = true;
    await caller;
    expect(new Set(versions)).toEqual(new Set(["1.0.0"]));
    expect(plugins.versions("lab")).toMatchObject({ serving: { version: "1.0.0" }, update: undefined });
    expect(plugins.versions("lab").events.at(-1)).toMatchObject({ kind: "refused", code });
    // What is refused is refused before anything of it is compiled, which is another thread's work.
    if (code !== "HEALTH_CHECK_FAILED") expect(workers.started).toEqual([]);

    now = undefined;
    // A version that was fetched stays what it was: the next one is another.
    tags.set("1.2.0", next);
    await plugins.update("lab", "^1");
    expect(plugins.versions("lab").serving).toMatchObject({ version: "1.2.0", release: next.digest });
    expect(workers.started.length).toBeGreaterThan(0);
  },
);
