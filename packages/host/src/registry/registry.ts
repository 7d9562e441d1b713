import * as v from "valibot";
import { descriptorSchema, maxManifestBytes, parseJson, type Descriptor } from "../release/image-manifest.ts";
import { mediaTypes } from "../release/media-types.ts";
import { quoteName } from "../plugin-error.ts";
import { parseRepository, type Repository } from "../release/reference.ts";
import { releaseError } from "../release/release-error.ts";
import { blobDigestOf, digestOf, type Digest } from "../source/digest.ts";
import { tagOf } from "../store/store.ts";
import type { RegistryResponse } from "./exchange.ts";
import { registryError } from "./registry-error.ts";
import type { RegistryOptions } from "./registry-options.ts";
import { addToList, type ListCondition } from "./referrers-list.ts";
import { RegistrySession } from "./session.ts";
import { putIndex, putManifest, uploadBlob } from "./upload.ts";

/** Settings of one operation. */
export interface OperationOptions {
  readonly signal?: AbortSignal | undefined;
}

/** The bytes of a manifest, and their digest. */
export interface FoundManifest {
  readonly bytes: Uint8Array;
  readonly digest: Digest;
}

const maxPageBytes = 1024 * 1024;
const maxTags = 10_000;
const maxPages = 1000;
/** Documents that are kept to be asked for only when they have changed. */
const maxKept = 64;

const tagsSchema = v.object({ tags: v.nullish(v.array(v.string()), []) });
const indexSchema = v.object({ manifests: v.pipe(v.array(descriptorSchema), v.maxLength(1000)) });

/**
 * One repository of a registry (https://github.com/opencontainers/distribution-spec/blob/main/spec.md). Documents that may change
 * are asked for with the `ETag` of the last answer.
 */
export class Registry {
  readonly repository: Repository;
  readonly #session: RegistrySession;
  readonly #kept = new Map<string, { readonly etag: string; readonly response: RegistryResponse }>();

  /** @param repository `oci://host/path/name`. */
  constructor(repository: string, options: RegistryOptions = {}) {
    this.repository = parseRepository(repository);
    this.#session = new RegistrySession(this.repository, options);
  }

  /**
   * A manifest by its tag or digest.
   *
   * @throws PluginError `RELEASE_NOT_FOUND`, `DIGEST_MISMATCH`, and every `REGISTRY_…`.
   */
  async manifest(reference: string, { signal }: OperationOptions = {}): Promise<FoundManifest> {
    const url = `${this.repository.path}/manifests/${reference}`;
    const response = await this.#document(url, mediaTypes.imageManifest, maxManifestBytes, signal);
    if (response === undefined)
      throw registryError("RELEASE_NOT_FOUND", this.repository, `has no manifest ${quoteName(reference)}`);
    const type = response.headers.get("content-type")?.split(";", 1)[0];
    if (type !== mediaTypes.imageManifest)
      throw releaseError(
        "RELEASE_INVALID",
        `What ${quoteName(this.repository.full)} has as ${quoteName(reference)} is not an OCI image manifest of a plugin.`,
        { plugin: this.repository.name },
      );
    const { body: bytes, headers } = response;
    const digest = digestOf(bytes);
    const stated = headers.get("docker-content-digest");
    const expected = reference.startsWith("sha256:") ? reference : (stated ?? digest);
    if (expected !== digest) throw this.#mismatch(digest, expected);
    return { bytes, digest };
  }

  /** All tags. */
  async tags({ signal }: OperationOptions = {}): Promise<readonly string[]> {
    const tags: string[] = [];
    let url: string | undefined = `${this.repository.path}/tags/list`;
    for (let page = 0; url !== undefined; page++) {
      if (page > maxPages || tags.length > maxTags) throw this.#violation(`has more than ${maxTags} tags`);
      const response = await this.#document(url, "application/json", maxPageBytes, signal);
      if (response === undefined)
        throw registryError("RELEASE_NOT_FOUND", this.repository, "has no such repository");
      const parsed = v.safeParse(tagsSchema, parseJson(response.body));
      if (!parsed.success) throw this.#violation("sent a list of tags that is none");
      tags.push(...parsed.output.tags);
      url = this.#nextPage(response.headers.get("link"));
    }
    return tags;
  }

  /**
   * A blob, with the length and digest its descriptor states.
   *
   * @throws PluginError `DIGEST_MISMATCH`, `RELEASE_NOT_FOUND`, and every `REGISTRY_…`.
   */
  async blob({ digest, size }: Descriptor, { signal }: OperationOptions = {}): Promise<Uint8Array> {
    const response = await this.#session.send({
      url: `${this.repository.path}/blobs/${digest}`,
      method: "GET",
      action: "pull",
      maxBytes: size,
      followsRedirects: true,
      isTransfer: true,
      signal,
    });
    if (response.status === 404)
      throw registryError("RELEASE_NOT_FOUND", this.repository, `lacks the blob ${digest} of a release`);
    if (response.status !== 200) throw this.#violation(`answers with status ${response.status} for a blob`);
    const actual = await blobDigestOf(response.body);
    if (actual !== digest) throw this.#mismatch(actual, digest);
    return response.body;
  }

  /** Manifests of an artifact type that refer to another one: by the referrers API or, in older registries, a tag that stands for it. */
  async referrers(
    subject: Digest,
    artifactType: string,
    { signal }: OperationOptions = {},
  ): Promise<readonly Descriptor[]> {
    const api = `${this.repository.path}/referrers/${subject}?artifactType=${encodeURIComponent(artifactType)}`;
    const found =
      (await this.#document(api, mediaTypes.imageIndex, maxPageBytes, signal)) ??
      (await this.#listDocument(subject, signal));
    return this.#referrersIn(found).filter((each) => each.artifactType === artifactType);
  }

  /**
   * Uploads a blob that is not there yet, in chunks. A chunk that fails is sent again from where the registry has got to.
   *
   * @throws PluginError every `REGISTRY_…`.
   */
  async uploadBlob(bytes: Uint8Array, { signal }: OperationOptions = {}): Promise<Digest> {
    return await uploadBlob(this.#session, bytes, signal);
  }

  /** Uploads a manifest, whose blobs have to be there, under a version's tag or its digest. */
  async putManifest(bytes: Uint8Array, version?: string, { signal }: OperationOptions = {}): Promise<Digest> {
    const { digest } = await putManifest(this.#session, bytes, version && tagOf(version), signal);
    return digest;
  }

  /** Uploads a manifest that refers to another one, so that {@link referrers} finds it. */
  async putReferrer(
    bytes: Uint8Array,
    subject: Digest,
    referrer: Descriptor,
    options: OperationOptions = {},
  ): Promise<void> {
    const { signal } = options;
    const { headers } = await putManifest(this.#session, bytes, undefined, signal);
    if (headers.get("oci-subject") !== null) return;
    // The registry does not know of referrers: the client keeps their list, as the specification says.
    const list = {
      repository: this.repository,
      read: async () => {
        const found = await this.#listDocument(subject, signal);
        return { referrers: this.#referrersIn(found), condition: conditionOf(found) };
      },
      write: async (manifests: readonly Descriptor[], condition: ListCondition) => {
        const document = { schemaVersion: 2, mediaType: mediaTypes.imageIndex, manifests };
        const index = new TextEncoder().encode(JSON.stringify(document));
        await putIndex(this.#session, index, referrersTag(subject), condition, signal);
      },
    };
    await addToList(list, referrer, signal);
  }

  async #listDocument(subject: Digest, signal?: AbortSignal): Promise<RegistryResponse | undefined> {
    const url = `${this.repository.path}/manifests/${referrersTag(subject)}`;
    return await this.#document(url, mediaTypes.imageIndex, maxPageBytes, signal);
  }

  #referrersIn(index: RegistryResponse | undefined): readonly Descriptor[] {
    if (index === undefined) return [];
    const parsed = v.safeParse(indexSchema, parseJson(index.body));
    if (!parsed.success) throw this.#violation("sent a list of referrers that is none");
    return parsed.output.manifests;
  }

  /** A document; `undefined` when there is none. One that has not changed since the last time is not sent again. */
  async #document(
    url: string,
    accept: string,
    maxBytes: number,
    signal?: AbortSignal,
  ): Promise<RegistryResponse | undefined> {
    const kept = this.#kept.get(url);
    const headers = { accept, ...(kept && { "if-none-match": kept.etag }) };
    const response = await this.#session.send({
      url,
      method: "GET",
      action: "pull",
      headers,
      maxBytes,
      signal,
    });
    if (response.status === 304 && kept !== undefined) return kept.response;
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw this.#violation(`answers with status ${response.status}`);
    const etag = response.headers.get("etag");
    this.#kept.delete(url);
    if (etag !== null) this.#kept.set(url, { etag, response });
    if (this.#kept.size > maxKept) this.#kept.delete(this.#kept.keys().next().value!);
    return response;
  }

  #nextPage(link: string | null): string | undefined {
    const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? "")?.[1];
    if (target === undefined) return undefined;
    const url = URL.parse(target, this.#session.endpoint);
    if (url?.origin !== this.#session.endpoint.origin)
      throw this.#violation("continues its list of tags at another host");
    return url.href;
  }

  #mismatch(actual: string, expected: string): Error {
    const message = `The registry ${quoteName(this.repository.host)} sent ${actual} for ${quoteName(expected)}. It was altered or replaced: do not load it.`;
    return releaseError("DIGEST_MISMATCH", message, { plugin: this.repository.name });
  }

  #violation(why: string): Error {
    return registryError("REGISTRY_VIOLATION", this.repository, why);
  }
}

function conditionOf(found: RegistryResponse | undefined): ListCondition {
  if (found === undefined) return { "if-none-match": "*" };
  const etag = found.headers.get("etag");
  // A weak one never matches.
  return etag === null || etag.startsWith("W/") ? undefined : { "if-match": etag };
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema */
function referrersTag(subject: Digest): string {
  return subject.replace(":", "-");
}
