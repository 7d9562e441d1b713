import type { ErrorCode } from "@vial/pdk-types";
import type { Limits } from "../limits.ts";
import { PluginError } from "../plugin-error.ts";
import type { FailureScope } from "./engine.ts";
import { asyncHostFunction, type CallContext, type HostFunction, type HostValue } from "./host-function.ts";

interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
}

/**
 * A plugin's HTTP (`http_request`, `http_status_code`, `http_headers`): only to the hosts it was given, bounded in
 * number, time and size. Redirects are not followed: the plugin gets the 3xx answer, and a request it makes for the
 * new address is checked like any other.
 *
 * URLs are text the plugin wrote and stay out of every error.
 */
export class HttpSession {
  readonly #scope: Omit<FailureScope, "phase">;
  readonly #limits: Limits;
  readonly #allowed: readonly RegExp[];
  #requests = 0;
  #status = 0;
  #headers: Record<string, string> = {};

  constructor(scope: Omit<FailureScope, "phase">, allowedHosts: readonly string[], limits: Limits) {
    this.#scope = scope;
    this.#limits = limits;
    this.#allowed = allowedHosts.map(hostPattern);
  }

  /** Forgets the last call's answers. */
  begin(): void {
    this.#requests = 0;
    this.#status = 0;
    this.#headers = {};
  }

  readonly functions: Readonly<Record<"http_request" | "http_status_code" | "http_headers", HostFunction>> = {
    http_request: asyncHostFunction((context, request, body) => this.#request(context, request, body)),
    http_status_code: () => this.#status,
    http_headers: (context) => context.store(JSON.stringify(this.#headers)),
  };

  async #request(context: CallContext, requestHandle?: HostValue, bodyHandle?: HostValue): Promise<bigint> {
    this.#status = 0;
    this.#headers = {};
    if (++this.#requests > this.#limits.httpRequests)
      throw this.#failure("HTTP_REFUSED", "more requests than limits.httpRequests");
    const request = this.#parse(this.#take(context, requestHandle));
    const body = this.#take(context, bodyHandle);
    if (!this.#allowed.some((pattern) => pattern.test(request.url.hostname))) {
      throw this.#failure("HTTP_REFUSED", "the host is not in allowedHosts");
    }
    if (body.length > this.#limits.httpRequestBytes)
      throw this.#failure("HTTP_REFUSED", "a body over limits.httpRequestBytes");
    return context.store(await this.#send(request, body, context.signal));
  }

  async #send(request: HttpRequest, body: Uint8Array, callOver: AbortSignal): Promise<Uint8Array> {
    const { url, method, headers } = request;
    const timeout = AbortSignal.timeout(this.#limits.httpMs);
    const hasBody = body.length > 0 && method !== "GET" && method !== "HEAD";
    try {
      const response = await fetch(url, {
        method,
        headers,
        redirect: "manual",
        signal: AbortSignal.any([callOver, timeout]),
        ...(hasBody ? { body: body as Uint8Array<ArrayBuffer> } : {}),
      });
      this.#status = response.status;
      this.#headers = Object.fromEntries(response.headers);
      return await this.#readBody(response);
    } catch (error) {
      if (error instanceof PluginError) throw error;
      throw this.#failure(
        "HTTP_FAILED",
        timeout.aborted ? "no answer within limits.httpMs" : networkCode(error),
      );
    }
  }

  async #readBody(response: Response): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > this.#limits.httpResponseBytes)
        throw this.#failure("HTTP_FAILED", "a response over limits.httpResponseBytes");
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** Extism's request: `{ "url": string, "method"?: string, "headers"?: { [name]: string } }`; older PDKs write `header`. */
  #parse(bytes: Uint8Array): HttpRequest {
    try {
      const value = JSON.parse(Buffer.from(bytes).toString("utf8")) as Record<string, unknown>;
      const url = new URL(String(value["url"]));
      const isHttp = url.protocol === "http:" || url.protocol === "https:";
      if (!isHttp || url.username !== "" || url.password !== "") throw new TypeError();
      const method = String(value["method"] ?? "GET").toUpperCase();
      const headers = Object.fromEntries(
        new Headers((value["headers"] ?? value["header"] ?? {}) as Record<string, string>),
      );
      return { url, method, headers };
    } catch {
      throw this.#failure(
        "HTTP_REFUSED",
        "it is not a request with an http or https URL without credentials",
      );
    }
  }

  /** The block's bytes; the plugin hands it over. */
  #take(context: CallContext, handle: HostValue | undefined): Uint8Array {
    const block = BigInt(handle ?? 0);
    const bytes = context.bytes(block);
    if (bytes === null) {
      const message = "The plugin passed an HTTP request or body that is not a block of memory.";
      throw new PluginError("ABI_VIOLATION", message, { ...this.#scope, phase: "call" });
    }
    context.free(block);
    return bytes;
  }

  #failure(code: ErrorCode, why: string): PluginError {
    const message = `The plugin's HTTP request ${code === "HTTP_REFUSED" ? "was refused" : "failed"}: ${why}.`;
    return new PluginError(code, message, { ...this.#scope, phase: "call" });
  }
}

/** Extism's patterns: a host name in which `*` stands for any characters and `?` for one. */
function hostPattern(pattern: string): RegExp {
  const source = RegExp.escape(pattern.toLowerCase()).replaceAll("\\*", ".*").replaceAll("\\?", ".");
  return new RegExp(`^${source}$`);
}

/** The system's error code alone: messages quote host names. */
function networkCode(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === "string" ? cause.code : "the connection failed";
}
