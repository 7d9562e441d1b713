import { lt } from "semver";
import { quoteName } from "../plugin-error.ts";
import { Registry } from "../registry/registry.ts";
import type { RegistryOptions } from "../registry/registry-options.ts";
import type { Digest } from "../source/digest.ts";
import { Store } from "../store/store.ts";
import { parseTrustPolicy, readTrustPolicy, type TrustPolicy } from "../trust/trust-policy.ts";
import { readLockFile, writeLockFile, type LockedRelease, type LockedReleases } from "./lock-file.ts";
import { parseRepository, parseWish, type Wish } from "./reference.ts";
import { releaseError } from "./release-error.ts";
import {
  fetchRelease,
  readManifest,
  trustRelease,
  type Sources,
  type TrustedRelease,
} from "./release-loader.ts";
import type { FindOptions, Release, Releases } from "./release.ts";
import { defaultReleaseLimits, type ReleaseLimits } from "./unpack-release.ts";
import { bestTag, versionOfTag } from "./version-choice.ts";

/** How releases are found. */
export interface OciReleasesOptions extends RegistryOptions {
  /** The folder of the store, or the store. */
  readonly store: string | Store;
  /** Whose releases are run. A file is read anew for every release, so that a revocation needs no restart. */
  readonly trust: TrustPolicy | string;
  /** Where plugins are that are asked for by their name alone: `oci://host/path`. Only in the store unless set. */
  readonly registry?: string;
  /** The `vial.lock` that remembers what ranges and tags stood for. Only this object does unless set. */
  readonly lockFile?: string;
  /** Replaces single limits on the parts of a release. */
  readonly limits?: Partial<ReleaseLimits>;
}

/** A repository as it is asked: with its registry, or in the store alone. */
interface Place {
  readonly name: string;
  /** `host/path/name`, or the name alone. */
  readonly repository: string;
  readonly registry: Registry | undefined;
}

/** What a wish stands for, by who was asked. */
interface Resolved {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  /** The version that its tag names, if it does. */
  readonly taggedAs: string | undefined;
}

/**
 * Releases from OCI registries, kept in a store, run by a trust policy.
 *
 * @example
 * ```ts
 * import { generateKey, openReleases } from "@vial/host/releases";
 *
 * const { publicKey } = generateKey(); // the partner makes it, and gives away this part alone
 * const trust = { trustVersion: 1, keys: [{ publicKey, names: ["lab-*"] }] } as const;
 * const releases = await openReleases({ store: "./plugin-store", trust, lockFile: "./vial.lock" });
 * // With them, new PluginManager({ releases }) loads oci://registry.example/partners/lab-results@^1.2
 * console.log(await releases.store.list()); // nothing yet
 * ```
 *
 * @throws PluginError `STORE_UNWRITABLE`, `STORE_CORRUPT`, `TRUST_POLICY_INVALID`, `LOCK_FILE_INVALID`, `REFERENCE_INVALID`.
 */
export async function openReleases(options: OciReleasesOptions): Promise<OciReleases> {
  const store = typeof options.store === "string" ? await Store.open(options.store) : options.store;
  if (options.registry !== undefined) parseRepository(`${options.registry}/name`);
  const releases = new OciReleases(store, options);
  await releases.check();
  return releases;
}

/** See {@link openReleases}, which makes one. */
export class OciReleases implements Releases {
  readonly store: Store;
  readonly #options: OciReleasesOptions;
  readonly #registries = new Map<string, Registry>();
  /** What wishes stood for, where there is no lock file. */
  #remembered: LockedReleases = {};

  /** @internal */
  constructor(store: Store, options: OciReleasesOptions) {
    this.store = store;
    this.#options = options;
  }

  /** @internal */
  async check(): Promise<void> {
    await Promise.all([this.#trust(), this.#locked()]);
  }

  /**
   * @param name A plugin's name, or `oci://host/path/name`.
   * @throws PluginError The codes under "Releases" in docs/errors.md.
   */
  async find(name: string, wanted: string, { signal, locked = false }: FindOptions = {}): Promise<Release> {
    const place = this.#place(name);
    const wish = parseWish(wanted);
    const key = `${place.registry === undefined ? "" : "oci://"}${place.repository}@${wanted}`;
    const sources: Sources = {
      store: this.store,
      registry: place.registry,
      limits: { ...defaultReleaseLimits, ...this.#options.limits },
      signal,
    };
    const policy = await this.#trust();
    const before = (await this.#locked())[key];
    const isLocked =
      locked && before !== undefined && policy.revokedReleases?.includes(before.digest) !== true;
    const resolved = isLocked
      ? { ...(await readManifest(before.digest, sources)), taggedAs: before.version }
      : await this.#resolve(place, wish, sources);
    const trusted = await trustRelease(place.name, resolved, policy, sources);
    this.#checkTag(trusted, resolved);
    if (wish.kind !== "digest") await this.#checkHistory(trusted, place.repository, before, policy);
    const release = await fetchRelease(trusted, place.repository, sources);
    if (wish.kind !== "digest") await this.#remember(key, release, signal);
    return place.registry === undefined ? release : { ...release, repository: `oci://${place.repository}` };
  }

  #place(name: string): Place {
    const { registry: base } = this.#options;
    const reference = name.startsWith("oci://") || base === undefined ? name : `${base}/${name}`;
    if (!reference.startsWith("oci://")) return { name, repository: name, registry: undefined };
    const { full, name: plugin } = parseRepository(reference);
    let registry = this.#registries.get(full);
    if (registry === undefined)
      this.#registries.set(full, (registry = new Registry(reference, this.#options)));
    return { name: plugin, repository: full, registry };
  }

  async #resolve({ name, repository, registry }: Place, wish: Wish, sources: Sources): Promise<Resolved> {
    if (wish.kind === "digest") return { ...(await readManifest(wish.digest, sources)), taggedAs: undefined };
    const { signal } = sources;
    if (registry === undefined) {
      const stored = (await this.store.list()).filter(
        (each) => each.repository === repository || each.name === name,
      );
      refuseSeveral(name, new Set(stored.map((each) => each.repository)));
      const versions = stored.map(({ version }) => version);
      const version = wish.kind === "range" ? bestTag(versions, wish.range) : undefined;
      const found = stored.find((each) => each.version === version);
      if (version === undefined || found === undefined) throw notFound(name, "The store", versions.length);
      return { ...(await readManifest(found.digest, sources)), taggedAs: version };
    }
    let tag = wish.kind === "tag" ? wish.tag : undefined;
    if (wish.kind === "range") {
      const tags = await registry.tags({ signal });
      tag = bestTag(tags, wish.range);
      if (tag === undefined)
        throw notFound(name, `The registry ${quoteName(registry.repository.host)}`, tags.length);
    }
    return { ...(await registry.manifest(tag!, { signal })), taggedAs: versionOfTag(tag!) };
  }

  /** A version's tag has to stand for what was signed as that version. */
  #checkTag({ name, version, digest }: TrustedRelease, { taggedAs }: Resolved): void {
    if (taggedAs === undefined || taggedAs === version) return;
    const message = `What is tagged as ${quoteName(taggedAs)} of ${quoteName(name)} (${digest}) was signed as ${quoteName(version)}. Somebody moved the tag: do not run it.`;
    throw releaseError("RELEASE_RETAGGED", message, { plugin: name, version });
  }

  /** A version is one digest for ever, and a wish never goes back, but from what was revoked. */
  async #checkHistory(
    { name, version, digest }: TrustedRelease,
    repository: string,
    before: LockedRelease | undefined,
    { revokedReleases = [] }: TrustPolicy,
  ): Promise<void> {
    const stored = (await this.store.list()).filter((each) => each.repository === repository);
    const known = [...stored, ...(before ? [before] : [])].find((each) => each.version === version);
    if (known !== undefined && known.digest !== digest) {
      const message = `Version ${quoteName(version)} of ${quoteName(name)} was ${known.digest} and is now ${digest}. A version never changes: find out who replaced it.`;
      throw releaseError("RELEASE_RETAGGED", message, { plugin: name, version });
    }
    if (before === undefined || revokedReleases.includes(before.digest) || !lt(version, before.version))
      return;
    const message = `Version ${quoteName(version)} of ${quoteName(name)} is older than ${before.version}, which the lock file has. To go back, ask for the version itself, or revoke ${before.digest} in the trust policy.`;
    throw releaseError("RELEASE_DOWNGRADED", message, { plugin: name, version });
  }

  async #trust(): Promise<TrustPolicy> {
    const { trust } = this.#options;
    return typeof trust === "string" ? await readTrustPolicy(trust) : parseTrustPolicy(trust);
  }

  async #locked(): Promise<LockedReleases> {
    const { lockFile } = this.#options;
    return lockFile === undefined ? this.#remembered : await readLockFile(lockFile);
  }

  async #remember(key: string, { version, digest }: Release, signal?: AbortSignal): Promise<void> {
    if ((await this.#locked())[key]?.digest === digest) return;
    const { lockFile } = this.#options;
    if (lockFile === undefined) {
      this.#remembered = { ...this.#remembered, [key]: { version, digest } };
      return;
    }
    await this.store.exclusive(async () => {
      await writeLockFile(lockFile, { ...(await readLockFile(lockFile)), [key]: { version, digest } });
    }, signal);
  }
}

/** A name alone does not say which of several partners' plugins is meant. */
function refuseSeveral(name: string, repositories: ReadonlySet<string>): void {
  if (repositories.size < 2) return;
  const message = `The store has ${quoteName(name)} from ${repositories.size} repositories. Ask for it by one of them: oci://host/path/name.`;
  throw releaseError("REFERENCE_INVALID", message, { plugin: name });
}

function notFound(name: string, where: string, count: number): Error {
  const message = `${where} has no version of ${quoteName(name)} that was asked for, among ${count}. Check the name and the range.`;
  return releaseError("RELEASE_NOT_FOUND", message, { plugin: name });
}
