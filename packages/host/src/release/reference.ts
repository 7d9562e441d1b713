import { validRange } from "semver";
import { quoteName } from "../plugin-error.ts";
import { parseDigest, type Digest } from "../source/digest.ts";
import { releaseError } from "./release-error.ts";

/** A plugin in a registry: `oci://host[:port]/path/name`. */
export interface Repository {
  /** `host` or `host:port`. */
  readonly host: string;
  /** `path/name`, as the registry's API has it. */
  readonly path: string;
  /** The last part of the path, which is the plugin's name. */
  readonly name: string;
  /** `host/path/name`. */
  readonly full: string;
}

/** What is wanted of a plugin. */
export type Wish =
  | { readonly kind: "digest"; readonly digest: Digest }
  | { readonly kind: "range"; readonly range: string }
  | { readonly kind: "tag"; readonly tag: string };

const scheme = "oci://";
const hostPattern = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/;
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const pathPattern = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/**
 * Reads `oci://host/path/name`.
 *
 * @throws PluginError `REFERENCE_INVALID`.
 */
export function parseRepository(text: string): Repository {
  const rest = text.startsWith(scheme) ? text.slice(scheme.length) : "";
  const slash = rest.indexOf("/");
  const host = rest.slice(0, Math.max(slash, 0));
  const path = rest.slice(slash + 1);
  // Credentials in a reference would end up in logs and lock files.
  if (host.includes("@"))
    throw invalid("a reference has no credentials: give them as the credentials of the releases");
  if (!hostPattern.test(host) || path.length > 255 || !pathPattern.test(path))
    throw invalid(`${quoteName(text)} is not oci://host/path/name, in lower case after the host`);
  return { host, path, name: path.slice(path.lastIndexOf("/") + 1), full: rest };
}

/**
 * Splits `oci://host/path/name@wanted`: a semver range, a tag, or `sha256:…`. Without `@…` it is the highest version.
 *
 * @throws PluginError `REFERENCE_INVALID`.
 */
export function splitReference(source: string | URL): {
  readonly repository: string;
  readonly wanted: string;
} {
  // A URL writes the spaces and signs of a range in its own way.
  const text = source instanceof URL ? decodeURIComponent(source.href) : source;
  const at = text.lastIndexOf("@");
  const repository = at < 0 ? text : text.slice(0, at);
  const wanted = at < 0 ? "*" : text.slice(at + 1);
  parseRepository(repository);
  parseWish(wanted);
  return { repository, wanted };
}

/**
 * Tells digest, range and tag apart. What could be both a range and a tag (`1.2`) is a range.
 *
 * @throws PluginError `REFERENCE_INVALID`.
 */
export function parseWish(wanted: string): Wish {
  const digest = wanted.startsWith("sha256:") ? parseDigest(wanted) : undefined;
  if (digest !== undefined) return { kind: "digest", digest };
  // Ranges are matched by regular expressions: none is longer than people write.
  if (wanted.length > 256) throw invalid("a version is longer than 256 characters");
  const range = wanted === "" ? null : validRange(wanted);
  if (range !== null) return { kind: "range", range };
  if (tagPattern.test(wanted)) return { kind: "tag", tag: wanted };
  throw invalid(
    `${quoteName(wanted)} is neither a semver range, a tag, nor sha256: and 64 hexadecimal digits`,
  );
}

function invalid(why: string): Error {
  return releaseError("REFERENCE_INVALID", `The reference is not valid: ${why}.`);
}
