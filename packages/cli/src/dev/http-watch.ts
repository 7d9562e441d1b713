import { subscribe, unsubscribe } from "node:diagnostics_channel";

interface OutgoingRequest {
  readonly origin?: string;
  readonly method?: string;
  readonly path?: string;
}

interface Message {
  readonly request: OutgoingRequest;
  readonly response?: { readonly statusCode?: number };
}

/**
 * Tells of every request that leaves this process through undici, which is what plugins' requests leave by, once it is
 * answered or has failed.
 *
 * https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
 */
export function watchHttp(tell: (text: string) => void): Disposable {
  const answered = (message: unknown): void => {
    const { request, response } = message as Message;
    tell(`${describe(request)} and was answered ${response?.statusCode ?? "nothing"}.`);
  };
  const failed = (message: unknown): void =>
    tell(`${describe((message as Message).request)}, and nobody answered.`);
  subscribe("undici:request:headers", answered);
  subscribe("undici:request:error", failed);
  return {
    [Symbol.dispose]: () => {
      unsubscribe("undici:request:headers", answered);
      unsubscribe("undici:request:error", failed);
    },
  };
}

function describe({ method = "GET", origin = "", path = "" }: OutgoingRequest): string {
  return `It asked ${method} ${origin}${path}`;
}
