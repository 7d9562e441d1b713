import { fetch, type Response } from "undici";
import { isPublic, literalAddress } from "../engine/http/address.ts";
import { PluginError } from "../plugin-error.ts";
import type { Repository } from "../release/reference.ts";
import { releaseError, systemCode } from "../release/release-error.ts";
import { connectionsTrusting } from "./connections.ts";
import { registryError } from "./registry-error.ts";

/** One request to a registry, or to where one sent us. */
export interface RegistryRequest {
  readonly url: URL;
  readonly method: "GET" | "HEAD" | "POST" | "PATCH" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
  /** The most of a body that is read, in bytes: more is an error. */
  readonly maxBytes: number;
  /** In milliseconds, from the first byte sent to the last one read. */
  readonly timeoutMs: number;
  /** Whether a private address is an error: for hosts that were not chosen by the operator. */
  readonly onlyPublic?: boolean;
  /** As in the registry's options. */
  readonly authorities?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RegistryResponse {
  readonly status: number;
  readonly headers: Headers | Response["headers"];
  readonly body: Uint8Array;
}

/** What Node and OpenSSL say of certificates that do not prove who the server is. */
const distrust = /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;

/**
 * Sends a request and reads the whole answer. Redirects are not followed.
 *
 * @throws PluginError `REGISTRY_UNAVAILABLE` when there is no whole answer in time, `REGISTRY_VIOLATION` when it is too large or
 *   the server's certificate is not trusted, `CALL_ABORTED`.
 */
export async function exchange(request: RegistryRequest, repository: Repository): Promise<RegistryResponse> {
  const { url, method, headers, body, maxBytes, timeoutMs, onlyPublic = false, signal } = request;
  const { anywhere, publicOnly } = connectionsTrusting(request.authorities);
  const timeout = AbortSignal.timeout(timeoutMs);
  const literal = literalAddress(url);
  if (onlyPublic && literal !== undefined && !isPublic(literal)) throw privateAddress(repository);
  try {
    const response = await fetch(url, {
      method,
      headers: { "accept-encoding": "identity", ...headers },
      redirect: "manual",
      credentials: "omit",
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      dispatcher: onlyPublic ? publicOnly : anywhere,
      ...(body !== undefined && { body }),
    });
    const { status } = response;
    return { status, headers: response.headers, body: await readBody(response, maxBytes, repository) };
  } catch (error) {
    if (error instanceof PluginError) throw error;
    if (signal?.aborted === true) throw aborted(repository);
    if (timeout.aborted)
      throw registryError("REGISTRY_UNAVAILABLE", repository, `did not answer whole within ${timeoutMs} ms`);
    const code = systemCode(error);
    if (code === "ADDRESS_REFUSED") throw privateAddress(repository);
    if (code !== undefined && distrust.test(code))
      throw registryError(
        "REGISTRY_VIOLATION",
        repository,
        `has a certificate that is not trusted (${code})`,
      );
    // The system's code alone: messages quote what a server wrote.
    throw registryError(
      "REGISTRY_UNAVAILABLE",
      repository,
      `broke the connection off (${code ?? "no code"})`,
    );
  }
}

/** Counts what arrives, whatever the answer said of its length. */
async function readBody(response: Response, maxBytes: number, repository: Repository): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > maxBytes)
      throw registryError(
        "REGISTRY_VIOLATION",
        repository,
        `sent more than the ${maxBytes} bytes there can be`,
      );
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

function privateAddress(repository: Repository): PluginError {
  return registryError(
    "REGISTRY_VIOLATION",
    repository,
    "leads to a private address, at a host that is not among trustedHosts",
  );
}

export function aborted({ name }: Repository): PluginError {
  return releaseError("CALL_ABORTED", "Getting the release was aborted by its signal.", { plugin: name });
}
