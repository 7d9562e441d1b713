import { setTimeout as sleep } from "node:timers/promises";
import { PluginError } from "../plugin-error.ts";
import type { Repository } from "../release/reference.ts";
import { authorize, type Action } from "./authorization.ts";
import { parseChallenge } from "./challenge.ts";
import { endpointOf, isLoopback } from "./endpoint.ts";
import { aborted, exchange, type RegistryRequest, type RegistryResponse } from "./exchange.ts";
import { registryError } from "./registry-error.ts";
import type { RegistryOptions } from "./registry-options.ts";

export type SessionRequest = Omit<RegistryRequest, "timeoutMs" | "onlyPublic" | "authorities" | "url"> & {
  /** Below `/v2/`, or an address the registry gave. */
  readonly url: string | URL;
  readonly action: Action;
  /** Whether the answer may be elsewhere: registries keep blobs in object storage. */
  readonly followsRedirects?: boolean;
  /** Of a blob rather than a document: it may take longer. */
  readonly isTransfer?: boolean;
};

const attempts = 3;
const pauseMs = 200;
const maxRedirects = 3;

/** Requests to one repository: with authorization, a bounded number of attempts, and redirects as far as they are allowed. */
export class RegistrySession {
  readonly repository: Repository;
  readonly options: RegistryOptions;
  readonly endpoint: URL;
  readonly #authorization = new Map<Action, string>();

  constructor(repository: Repository, options: RegistryOptions) {
    this.repository = repository;
    this.options = options;
    this.endpoint = endpointOf(repository.host, options.insecureHosts);
  }

  /**
   * Sends a request. Those that change nothing (`GET`, `HEAD`) are repeated when the registry fails or the connection breaks.
   *
   * @throws PluginError `REGISTRY_UNAVAILABLE`, `REGISTRY_REFUSED`, `REGISTRY_VIOLATION`, `CALL_ABORTED`. Statuses below 500 other than
   *   401, 403 and redirects are the caller's to judge.
   */
  async send(request: SessionRequest): Promise<RegistryResponse> {
    const isRepeatable = request.method === "GET" || request.method === "HEAD";
    // What took all of its time is not given that time again.
    const deadline = performance.now() + this.#timeoutMs(request);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#sendOnce(request);
      } catch (error) {
        const mayPass = error instanceof PluginError && error.code === "REGISTRY_UNAVAILABLE";
        if (!mayPass || !isRepeatable || attempt === attempts || performance.now() > deadline) throw error;
      }
      await sleep(pauseMs * 4 ** (attempt - 1), undefined, { signal: request.signal }).catch(() => {
        throw aborted(this.repository);
      });
    }
  }

  async #sendOnce(request: SessionRequest): Promise<RegistryResponse> {
    let response = await this.#exchange(request);
    if (response.status === 401) {
      const challenge = parseChallenge(response.headers.get("www-authenticate"));
      if (challenge === undefined) throw this.#refused("wants an authorization of a kind that is not known");
      const { action, signal } = request;
      const authorization = await authorize(challenge, action, this.repository, this.options, signal);
      this.#authorization.set(action, authorization);
      response = await this.#exchange(request);
    }
    const { status } = response;
    if (status === 401 || status === 403) {
      this.#authorization.delete(request.action);
      throw this.#refused(`refuses with status ${status}`);
    }
    if (status >= 500 || status === 429)
      throw registryError("REGISTRY_UNAVAILABLE", this.repository, `answers with status ${status}`);
    return response;
  }

  async #exchange(request: SessionRequest): Promise<RegistryResponse> {
    const { action, followsRedirects = false, isTransfer: _, headers, url: given, ...rest } = request;
    const deadline = performance.now() + this.#timeoutMs(request);
    let url = new URL(given, this.endpoint);
    for (let hops = 0; ; hops++) {
      const isOwn = url.origin === this.endpoint.origin;
      const authorization = isOwn ? this.#authorization.get(action) : undefined;
      const response = await exchange(
        {
          ...rest,
          url,
          // Another host never sees the registry's authorization.
          headers: { ...headers, ...(authorization !== undefined && { authorization }) },
          timeoutMs: Math.max(1, Math.ceil(deadline - performance.now())),
          authorities: this.options.authorities,
          onlyPublic: !isOwn && !this.#mayBePrivate(url),
        },
        this.repository,
      );
      if (response.status < 300 || response.status > 399 || response.status === 304) return response;
      if (!followsRedirects || hops === maxRedirects)
        throw registryError(
          "REGISTRY_VIOLATION",
          this.repository,
          followsRedirects ? "redirects in a circle" : "redirects where it may not",
        );
      url = this.#redirectTo(response.headers.get("location"), url);
    }
  }

  #redirectTo(location: string | null, from: URL): URL {
    const url = location === null ? null : URL.parse(location, from);
    const { insecureHosts = [] } = this.options;
    const isSafe =
      url !== null &&
      url.username === "" &&
      url.password === "" &&
      (url.protocol === "https:" ||
        (url.protocol === "http:" &&
          ((isLoopback(url.host) && isLoopback(this.repository.host)) || insecureHosts.includes(url.host))));
    if (isSafe) return url;
    throw registryError(
      "REGISTRY_VIOLATION",
      this.repository,
      "redirects to an address without TLS, or to none",
    );
  }

  #mayBePrivate({ host }: URL): boolean {
    if ((this.options.trustedHosts ?? []).includes(host)) return true;
    return isLoopback(host) && isLoopback(this.repository.host);
  }

  #timeoutMs({ isTransfer = false }: SessionRequest): number {
    return isTransfer ? (this.options.transferMs ?? 120_000) : (this.options.requestMs ?? 10_000);
  }

  #refused(why: string): PluginError {
    return registryError("REGISTRY_REFUSED", this.repository, why);
  }
}
