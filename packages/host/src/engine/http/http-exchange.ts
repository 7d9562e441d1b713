import type { Limits } from "../../limits.ts";
import { HttpFailure } from "./http-failure.ts";
import type { HttpRequest } from "./http-request.ts";

export interface HttpResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

interface ExchangeOptions {
  readonly limits: Limits;
  /** Aborted when the call that asked is over. */
  readonly callOver: AbortSignal;
  /** Told as soon as they are there, whatever becomes of the body. */
  readonly onHead?: (status: number, headers: Record<string, string>) => void;
}

/**
 * Sends one request and reads its whole response. Redirects are not followed.
 *
 * @throws HttpFailure `HTTP_FAILED`.
 */
export async function exchange(
  request: HttpRequest,
  body: Uint8Array,
  { limits, callOver, onHead }: ExchangeOptions,
): Promise<HttpResponse> {
  const { url, method, headers } = request;
  const timeout = AbortSignal.timeout(limits.httpMs);
  const hasBody = body.length > 0 && method !== "GET" && method !== "HEAD";
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.any([callOver, timeout]),
      ...(hasBody ? { body: body as Uint8Array<ArrayBuffer> } : {}),
    });
    const responseHeaders = Object.fromEntries(response.headers);
    onHead?.(response.status, responseHeaders);
    const responseBody = await readBody(response, limits.httpResponseBytes);
    return { status: response.status, headers: responseHeaders, body: responseBody };
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    throw new HttpFailure(
      "HTTP_FAILED",
      timeout.aborted ? "no answer within limits.httpMs" : networkCode(error),
    );
  }
}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
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
