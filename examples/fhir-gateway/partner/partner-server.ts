import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answer } from "./answer.ts";
import { readRecords } from "./record.ts";

/** How the server treats a request instead of answering it properly. */
export interface Misbehaviour {
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** Breaks the connection without an answer. */
  readonly hangUp?: boolean;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the resource. */
  readonly body?: string | Uint8Array;
}

/**
 * Three partner APIs of the FHIR gateway in one: a patient registry, an eligibility service and a terminology service.
 * They know the synthetic patients of `examples/data` and answer the same every time.
 *
 * @example
 * await using partner = await PartnerServer.start();
 * partner.misbehave = (url) => (url.pathname === "/registry/Patient" ? { status: 503 } : undefined);
 */
export class PartnerServer implements AsyncDisposable {
  /** Asked at every request, with how many came for the same URL before it. */
  misbehave: (url: URL, earlier: number) => Misbehaviour | undefined = () => undefined;
  readonly #server: Server;
  readonly #records = readRecords();
  #requests: string[] = [];
  #inFlight = 0;
  #mostInFlight = 0;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** Listens on 127.0.0.1, at any free port unless one is given. */
  static async start(port = 0): Promise<PartnerServer> {
    const partner = new PartnerServer();
    partner.#server.listen(port, "127.0.0.1");
    await once(partner.#server, "listening");
    return partner;
  }

  /** `http://127.0.0.1:port` */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Paths with queries, in the order they came. */
  get requests(): readonly string[] {
    return this.#requests;
  }

  /** The most requests that were in flight at one time. */
  get mostInFlight(): number {
    return this.#mostInFlight;
  }

  /** Behaves, and forgets what came so far. */
  reset(): void {
    this.misbehave = () => undefined;
    this.#requests = [];
    this.#mostInFlight = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const url = new URL(path, this.origin);
    const earlier = this.#requests.filter((each) => each === path).length;
    this.#requests.push(path);
    this.#mostInFlight = Math.max(this.#mostInFlight, ++this.#inFlight);
    response.once("close", () => this.#inFlight--);
    const { delay = 0, hangUp = false, status, headers, body } = this.misbehave(url, earlier) ?? {};
    // A moment in any case, so that requests which are sent at once are in flight at once.
    await new Promise((resolve) => setTimeout(resolve, delay || 5));
    if (hangUp) {
      request.socket.destroy();
      return;
    }
    const proper = answer(this.#records, url);
    response.writeHead(status ?? proper.status, { "content-type": "application/fhir+json", ...headers });
    response.end(body ?? JSON.stringify(proper.resource));
  }
}
