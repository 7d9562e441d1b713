import type { Response } from "undici";
import Agent from "undici/lib/dispatcher/agent.js";
import undiciFetch from "undici/lib/web/fetch/index.js";
import type { HttpRule } from "../../policy/http-rules.ts";
import { isPublic, literalAddress, publicLookup } from "./address.ts";
import { HttpFailure } from "./http-failure.ts";

/** A request as it goes out. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  readonly signal: AbortSignal;
}

/**
 * HTTP/1.1, straight to the server: no proxy of the environment, no cookies, no redirects. How long idle connections stay open is not
 * the server's to say: each instance has its own, and what is left of one that was ended has to go.
 */
const settings = {
  allowH2: false,
  connections: 32,
  keepAliveTimeout: 4_000,
  keepAliveMaxTimeout: 4_000,
} as const;

/** The connections of one plugin's instance, which nobody else uses. Idle ones close by themselves. */
export class Connections {
  readonly #public = new Agent({ ...settings, connect: { lookup: publicLookup() } });
  readonly #private = new Agent(settings);

  /** @throws HttpFailure `HTTP_REFUSED` for an address that is not public; whatever `fetch` throws. */
  async send({ url, method, headers, body, signal }: OutgoingRequest, rule: HttpRule): Promise<Response> {
    const literal = literalAddress(url);
    if (!rule.private && literal !== undefined && !isPublic(literal)) throw addressRefused();
    try {
      return await undiciFetch.fetch(url, {
        method,
        headers,
        redirect: "manual",
        credentials: "omit",
        signal,
        dispatcher: rule.private ? this.#private : this.#public,
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      if (codeOf(error) === "ADDRESS_REFUSED") throw addressRefused();
      throw error;
    }
  }
}

function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === "string" ? cause.code : undefined;
}

function addressRefused(): HttpFailure {
  return new HttpFailure("HTTP_REFUSED", "the host has an address that is not public");
}
