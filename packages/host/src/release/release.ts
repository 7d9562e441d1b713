import type { PluginManifest } from "@vial/pdk-types";
import type { Digest } from "../source/digest.ts";

/** One published, verified version of a plugin. */
export interface Release {
  readonly name: string;
  /** Where it was found, and newer ones are looked for: `oci://host/path/name`. Absent where names alone tell plugins apart. */
  readonly repository?: string;
  readonly version: string;
  /** Of the OCI image manifest. It says which bytes these are, whatever a tag points to. */
  readonly digest: Digest;
  readonly manifest: PluginManifest;
  readonly module: Uint8Array;
  /** Calls with known answers: what a host runs before it trusts the version with real ones. */
  readonly fixtures: readonly ReleaseFixture[];
}

/** One call of a plugin and, unless it is only to succeed, what it answers. */
export interface ReleaseFixture {
  readonly name: string;
  readonly export?: string;
  readonly input: Uint8Array;
  readonly expected?: Uint8Array;
  /** Whether the answer has the expected bytes, or is the same JSON value. */
  readonly match: "exact" | "json";
  readonly config?: Readonly<Record<string, string>>;
}

/** How a release is looked for. */
export interface FindOptions {
  readonly signal?: AbortSignal;
  /** Whether what the wish stood for last time does, if that is known: nobody is asked whether there is something newer. */
  readonly locked?: boolean;
}

/** Where a host gets releases from: the store on disk, a registry through the store, or a test's own. */
export interface Releases {
  /**
   * The release a name and a wish stand for now, verified (digest, signature, trust) before it is returned. It ends by itself, however long
   * others take to answer, or when its signal is aborted.
   *
   * @param name A plugin's name or, where there are several places for plugins, one of them (`oci://host/path/name`).
   *   A release says with its `repository` which one it came from.
   * @param wanted A semver range, a tag, or `sha256:…`.
   * @throws PluginError The codes under "Releases" in docs/errors.md.
   */
  find(name: string, wanted: string, options?: FindOptions): Promise<Release>;
}
