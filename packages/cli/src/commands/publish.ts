import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { admit } from "@vial/host";
import { packRelease, publishRelease, Store, type PackedRelease } from "@vial/host/releases";
import { currentModule } from "../compilation/build-project.ts";
import { Failure, usageFailure } from "../failure.ts";
import { readProject, type Project } from "../project/project.ts";
import { requestedPolicy } from "../project/requested-policy.ts";
import { dockerCredentials } from "../release/credentials.ts";
import { dependenciesOf } from "../release/dependencies.ts";
import { readKeyFile } from "../release/key-file.ts";
import { releaseFixtures } from "../release/release-fixtures.ts";
import { reportingFailures } from "../release/release-failure.ts";
import { sbomOf } from "../release/sbom.ts";
import { wholeManifest } from "../project/whole-manifest.ts";
import { formatBytes } from "../terminal/size.ts";
import { onError } from "../terminal/style.ts";

export interface PublishOptions {
  readonly key: string;
  readonly directory?: string;
  readonly build: boolean;
  readonly store?: string;
  readonly sbom?: string;
  readonly trustedHost: readonly string[];
  readonly insecureHost: readonly string[];
  readonly json?: boolean;
}

/** `vial publish`. */
export async function publish(repository: string | undefined, options: PublishOptions): Promise<void> {
  if (repository === undefined && options.store === undefined)
    throw usageFailure("nowhere to publish to", "Give a repository (oci://host/path/name), or --store.");
  const project = await readProject(options.directory);
  const { release, left, fixtures } = await pack(project, options);
  const store =
    options.store === undefined ? undefined : await reportingFailures(() => Store.open(options.store!));
  const published = await reportingFailures(async () => {
    const { name, version, digest, manifest, blobs } = release;
    if (repository === undefined) {
      await store!.add({ manifest, blobs, entry: { repository: name, name, version } });
      return { digest, reference: `${name}:${version}`, existed: false };
    }
    return await publishRelease(release, {
      repository,
      credentials: dockerCredentials,
      trustedHosts: options.trustedHost,
      insecureHosts: options.insecureHost,
      ...(store && { store }),
    });
  });
  if (left.length > 0) {
    const names = left.join(", ");
    console.error(`Not sent along, as a host cannot run them by itself before an update: ${names}`);
  }
  if (options.json) console.log(JSON.stringify({ ...published, fixtures }, undefined, 2));
  else {
    const size = formatBytes(release.blobs.reduce((sum, blob) => sum + blob.length, release.manifest.length));
    const what = published.existed
      ? "was there already, the same"
      : `published, ${size}, ${fixtures} fixtures`;
    console.error(`${onError("green", "✔")} ${published.reference} ${what}`);
    console.log(published.digest);
  }
}

interface Packed {
  readonly release: PackedRelease;
  readonly fixtures: number;
  /** Fixtures that stay at home. */
  readonly left: readonly string[];
}

async function pack(project: Project, options: PublishOptions): Promise<Packed> {
  const key = await reportingFailures(() => readKeyFile(options.key));
  const { path } = await currentModule(project, { build: options.build });
  const module = new Uint8Array(await readFile(path));
  const manifest = await wholeManifest(project);
  const verdict = admit(module, manifest, { policy: requestedPolicy(manifest) });
  if (!verdict.admitted) {
    throw new Failure(`no host would load ${path}`, {
      hint: "vial inspect says why. Nothing was published.",
    });
  }
  const sbom =
    options.sbom === undefined
      ? sbomOf(manifest, module, await dependenciesOf(project.folder, manifest.language))
      : await readSbom(resolve(options.sbom));
  const { fixtures, left } = await releaseFixtures(project.folder);
  const release = await reportingFailures(async () => packRelease({ manifest, module, fixtures, sbom, key }));
  return { release, fixtures: fixtures.length, left };
}

async function readSbom(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  try {
    const { bomFormat } = JSON.parse(bytes.toString()) as { readonly bomFormat?: unknown };
    if (bomFormat === "CycloneDX") return new Uint8Array(bytes);
  } catch {
    // Said below.
  }
  throw new Failure(`${path} is not a CycloneDX SBOM in JSON`, {
    hint: "Leave --sbom out to have one made from the lock file.",
  });
}
