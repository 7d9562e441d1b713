import { parseJson } from "../release/image-manifest.ts";
import type { Repository } from "../release/reference.ts";
import type { Challenge } from "./challenge.ts";
import { isLoopback } from "./endpoint.ts";
import { exchange, type RegistryRequest } from "./exchange.ts";
import { registryError } from "./registry-error.ts";
import type { Credentials, RegistryOptions } from "./registry-options.ts";

/** What is done in a repository, in the words of registries. */
export type Action = "pull" | "pull,push";

const maxTokenBytes = 64 * 1024;

/**
 * Answers a challenge with a value for the `Authorization` header.
 *
 * @throws PluginError `REGISTRY_REFUSED`, and what an exchange throws. No message has credentials or tokens.
 */
export async function authorize(
  challenge: Challenge,
  action: Action,
  repository: Repository,
  options: RegistryOptions,
  signal?: AbortSignal,
): Promise<string> {
  const credentials = await options.credentials?.(repository.host);
  if (challenge.scheme === "basic") {
    if (credentials === undefined)
      throw registryError("REGISTRY_REFUSED", repository, "wants credentials, and there are none for it");
    if ("identityToken" in credentials)
      throw registryError("REGISTRY_REFUSED", repository, "wants a password, and there is an identity token");
    return basic(credentials);
  }
  const { status, body } = await exchange(
    {
      ...tokenRequest(challenge, action, repository, credentials, options),
      maxBytes: maxTokenBytes,
      timeoutMs: options.requestMs ?? 10_000,
      authorities: options.authorities,
      signal,
    },
    repository,
  );
  if (status >= 500)
    throw registryError(
      "REGISTRY_UNAVAILABLE",
      repository,
      `has a token server that answers with status ${status}`,
    );
  if (status !== 200)
    throw registryError(
      "REGISTRY_REFUSED",
      repository,
      `has a token server that refuses with status ${status}`,
    );
  const { token, access_token: accessToken } = (parseJson(body) ?? {}) as Record<string, unknown>;
  const bearer = token ?? accessToken;
  // A header takes no other characters (RFC 6750, section 2.1).
  if (typeof bearer !== "string" || !/^[A-Za-z0-9\-._~+/]+=*$/.test(bearer))
    throw registryError("REGISTRY_VIOLATION", repository, "has a token server whose answer has no token");
  return `Bearer ${bearer}`;
}

/**
 * Asks for a token: with a password, or with nothing, as in https://distribution.github.io/distribution/spec/auth/token/; with an identity
 * token as in https://distribution.github.io/distribution/spec/auth/oauth/.
 */
function tokenRequest(
  { realm, service }: Extract<Challenge, { readonly scheme: "bearer" }>,
  action: Action,
  repository: Repository,
  credentials: Credentials | undefined,
  options: RegistryOptions,
): Pick<RegistryRequest, "url" | "method" | "headers" | "body"> {
  const url = tokenAddress(realm, repository, options);
  const parameters = new URLSearchParams({
    ...(service !== undefined && { service }),
    scope: `repository:${repository.path}:${action}`,
  });
  if (credentials === undefined || !("identityToken" in credentials)) {
    for (const [name, value] of parameters) url.searchParams.set(name, value);
    const headers = credentials === undefined ? {} : { authorization: basic(credentials) };
    return { url, method: "GET", headers };
  }
  parameters.set("grant_type", "refresh_token");
  parameters.set("client_id", "vial");
  parameters.set("refresh_token", credentials.identityToken);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { url, method: "POST", headers, body: Buffer.from(parameters.toString()) };
}

/** A registry could have credentials sent anywhere: they go to its own host and to those the operator names. */
function tokenAddress(realm: string, repository: Repository, options: RegistryOptions): URL {
  const url = URL.parse(realm);
  if (
    url === null ||
    (url.protocol !== "https:" && url.protocol !== "http:") ||
    url.username !== "" ||
    url.password !== ""
  )
    throw registryError("REGISTRY_VIOLATION", repository, "names a token server that is no plain URL");
  const { trustedHosts = [], insecureHosts = [] } = options;
  if (url.host !== repository.host && !trustedHosts.includes(url.host))
    throw registryError(
      "REGISTRY_REFUSED",
      repository,
      "wants tokens from another host, which is not among trustedHosts",
    );
  if (url.protocol === "http:" && !isLoopback(url.host) && !insecureHosts.includes(url.host))
    throw registryError(
      "REGISTRY_REFUSED",
      repository,
      "has a token server without TLS, which is not among insecureHosts",
    );
  return url;
}

function basic({ username, password }: Extract<Credentials, { readonly password: string }>): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
