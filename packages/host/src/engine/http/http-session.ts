import type { Limits } from "../../limits.ts";
import { PluginError } from "../../plugin-error.ts";
import type { Canaries } from "../../policy/canaries.ts";
import type { Call, FailureScope } from "../engine.ts";
import { asyncHostFunction, type CallContext, type HostFunction, type HostValue } from "../host-function.ts";
import type { HttpRules } from "../../policy/http-rules.ts";
import type { Connections } from "./connection.ts";
import { exchange, type ExchangeOptions, type HttpResponse } from "./http-exchange.ts";
import { HttpFailure } from "./http-failure.ts";
import { loadClient } from "./load-client.ts";
import { requestHeaders } from "./request-headers.ts";
import { batchedBody, parseBatch, parseRequest, readRequest, type HttpRequest } from "./http-request.ts";

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** One answer of a batch, in JSON. */
type BatchedResponse =
  | { readonly status: number; readonly headers: Record<string, string>; readonly body: string }
  | { readonly error: { readonly code: HttpFailure["code"]; readonly message: string } };

/**
 * A plugin's HTTP: only requests that it was granted, bounded in number, time and size. Redirects are not followed: the
 * plugin gets the 3xx answer, and a request it makes for the new address is checked like any other.
 *
 * URLs are text the plugin wrote and stay out of every error.
 */
export class HttpSession {
  readonly #scope: Omit<FailureScope, "phase">;
  readonly #limits: Limits;
  readonly #rules: HttpRules;
  #connections: Promise<Connections> | undefined;
  #canaries: Canaries | undefined;
  #requests = 0;
  #batches = 0;
  #status = 0;
  #headers: Record<string, string> = {};

  constructor(scope: Omit<FailureScope, "phase">, rules: HttpRules, limits: Limits) {
    this.#scope = scope;
    this.#limits = limits;
    this.#rules = rules;
  }

  /** Forgets the last call's answers. */
  begin({ canaries }: Pick<Call, "canaries">): void {
    this.#canaries = canaries;
    this.#requests = 0;
    this.#batches = 0;
    this.#status = 0;
    this.#headers = {};
  }

  /** Of `extism:host/env`. A request that is refused or fails, fails the call (libextism's semantics). */
  readonly environmentFunctions: Readonly<
    Record<"http_request" | "http_status_code" | "http_headers", HostFunction>
  > = {
    http_request: asyncHostFunction((context, request, body) => this.#request(context, request, body)),
    http_status_code: () => this.#status,
    http_headers: (context) => context.store(JSON.stringify(this.#headers)),
  };

  /** Of `extism:host/user`. A request of a batch that is refused or fails is that request's answer. */
  readonly userFunctions: Readonly<Record<"http_batch", HostFunction>> = {
    http_batch: asyncHostFunction((context, batch) => this.#batch(context, batch)),
  };

  async #request(context: CallContext, requestHandle?: HostValue, bodyHandle?: HostValue): Promise<bigint> {
    this.#status = 0;
    this.#headers = {};
    try {
      this.#count();
      const request = parseRequest(readRequest(this.#take(context, requestHandle)));
      const body = this.#take(context, bodyHandle);
      const { body: answer } = await this.#send(request, body, {
        callOver: context.signal,
        onHead: (status, headers) => {
          this.#status = status;
          this.#headers = headers;
        },
      });
      return context.store(answer);
    } catch (error) {
      throw this.#asPluginError(error);
    }
  }

  async #batch(context: CallContext, handle?: HostValue): Promise<bigint> {
    try {
      this.#countBatch();
      const requests = parseBatch(this.#take(context, handle), this.#limits);
      const responses = await Promise.all(requests.map((request) => this.#batched(request, context.signal)));
      return context.store(JSON.stringify({ responses }));
    } catch (error) {
      throw this.#asPluginError(error);
    }
  }

  async #batched(value: unknown, callOver: AbortSignal): Promise<BatchedResponse> {
    try {
      this.#count();
      const request = parseRequest(value);
      const body = encoder.encode(batchedBody(value));
      return asText(await this.#send(request, body, { callOver }));
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      return { error: { code: error.code, message: error.message } };
    }
  }

  #count(): void {
    if (++this.#requests > this.#limits.httpRequests)
      throw new HttpFailure("HTTP_REFUSED", "more requests than limits.httpRequests");
  }

  /** An empty one, or one whose requests are all too many, takes the host's time as well. */
  #countBatch(): void {
    if (++this.#batches > this.#limits.httpRequests)
      throw new HttpFailure("HTTP_REFUSED", "more batches than limits.httpRequests");
  }

  async #send(
    request: HttpRequest,
    body: Uint8Array,
    { callOver, onHead }: Pick<ExchangeOptions, "callOver" | "onHead">,
  ): Promise<HttpResponse> {
    const { url, method } = request;
    const rule = this.#rules.find(url, method);
    if (rule === undefined)
      throw new HttpFailure("HTTP_REFUSED", "its server, method and path are not granted (policy.http)");
    if (body.length > this.#limits.httpRequestBytes)
      throw new HttpFailure("HTTP_REFUSED", "a body over limits.httpRequestBytes");
    const headers = requestHeaders(request.headers, rule);
    if (this.#canaries !== undefined) this.#canaries.check("http", textsOf(request, body), rule.dataClasses);
    this.#connections ??= loadClient().then(({ Connections: Own }) => new Own());
    const connections = await this.#connections;
    return exchange({ url, method, headers }, body, {
      connections,
      rule,
      limits: this.#limits,
      callOver,
      ...(onHead === undefined ? {} : { onHead }),
    });
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

  #asPluginError(error: unknown): unknown {
    if (!(error instanceof HttpFailure)) return error;
    const outcome = error.code === "HTTP_REFUSED" ? "was refused" : "failed";
    const message = `The plugin's HTTP request ${outcome}: ${error.message}.`;
    return new PluginError(error.code, message, { ...this.#scope, phase: "call" });
  }
}

/** Everything of a request that the plugin wrote. */
function textsOf({ url, headers }: HttpRequest, body: Uint8Array): Uint8Array[] {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [encoder.encode([url.href, decodedPath(url), ...lines].join("\n")), body];
}

/** As a server reads it, whatever was percent-encoded. */
function decodedPath({ pathname, search }: URL): string {
  const path = `${pathname}${search}`.replaceAll("+", " ");
  return path.replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
    Buffer.from(encoded.replaceAll("%", ""), "hex").toString("utf8"),
  );
}

function asText({ status, headers, body }: HttpResponse): BatchedResponse {
  try {
    return { status, headers, body: strictDecoder.decode(body) };
  } catch {
    throw new HttpFailure("HTTP_FAILED", "the response is not UTF-8 text, which a batch has to be");
  }
}
