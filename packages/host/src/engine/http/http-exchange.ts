import type { Limits } from "../../limits.ts";
import type { HttpRule } from "../../policy/http-rules.ts";
import { HttpFailure } from "./http-failure.ts";
import type { HttpRequest } from "./http-request.ts";
import type { Connections } from "./connection.ts";

export interface HttpResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

export interface ExchangeOptions {
  readonly connections: Connections;
  readonly rule: HttpRule;
  readonly limits: Limits;
  /** Aborted when the call that asked is over. */
  readonly callOver: AbortSignal;
  /** Told as soon as they are there, whatever becomes of the body. */
  readonly onHead?: (status: number, headers: Record<string, string>) => void;
}

/**
 * Sends one request and reads its whole response. Redirects are not followed, cookies are not passed on.
 *
 * @throws HttpFailure `HTTP_REFUSED` for an address that is not public, `HTTP_FAILED`.
 */
export async function exchange(
  { url, method, headers }: HttpRequest,
  body: Uint8Array,
  { connections, rule, limits, callOver, onHead }: ExchangeOptions,
): Promise<HttpResponse> {
  const timeout = AbortSignal.timeout(limits.httpMs);
  const hasBody = body.length > 0 && method !== "GET" && method !== "HEAD";
  try {
    const signal = AbortSignal.any([callOver, timeout]);
    const response = await connections.send(
      { url, method, headers, signal, body: hasBody ? body : undefined },
      rule,
    );
    const responseHeaders = Object.fromEntries(response.headers);
    delete responseHeaders["set-cookie"];
    onHead?.(response.status, responseHeaders);
    const responseBody = await readBody(response.body, limits.httpResponseBytes);
    return { status: response.status, headers: responseHeaders, body: responseBody };
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    throw new HttpFailure(
      "HTTP_FAILED",
      timeout.aborted ? "no answer within limits.httpMs" : networkCode(error),
    );
  }
}

/** Counts what comes out of decompression, piece by piece. */
async function readBody(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new HttpFailure("HTTP_FAILED", "a response over limits.httpResponseBytes");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The system's error code alone: messages quote host names. */
function networkCode(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === "string" ? cause.code : "the connection failed";
}
