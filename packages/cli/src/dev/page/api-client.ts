import { createParser } from "eventsource-parser";
import type { ApiError, CallState, DevEvent, Difference, Settings } from "../protocol.ts";

/** A request that the server refused, in its words. */
export class Refused extends Error {
  readonly hint: string;
  readonly status: number;

  constructor({ error, hint }: ApiError, status: number) {
    super(error);
    this.hint = hint;
    this.status = status;
  }
}

/** The server's side of the page. */
export class ApiClient {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** @returns the call's number */
  async call(exportName: string, input: Uint8Array<ArrayBuffer>): Promise<number> {
    const query = new URLSearchParams({ export: exportName });
    return await this.#started(`/calls?${query.toString()}`, input);
  }

  async replay(id: number, on: "current" | "previous" = "current"): Promise<number> {
    return await this.#started(`/calls/${id}/replay?build=${on}`);
  }

  async cancel(id: number): Promise<void> {
    await this.#send("POST", `/calls/${id}/cancel`);
  }

  async clear(): Promise<void> {
    await this.#send("DELETE", "/calls");
  }

  async bytes(id: CallState["id"], side: "input" | "output"): Promise<Uint8Array<ArrayBuffer>> {
    return await (await this.#send("GET", `/calls/${id}/${side}`)).bytes();
  }

  async fixture(name: string): Promise<Uint8Array<ArrayBuffer>> {
    return await (await this.#send("GET", `/fixtures/${encodeURIComponent(name)}`)).bytes();
  }

  async difference(id: number): Promise<Difference> {
    return (await (await this.#send("GET", `/calls/${id}/difference`)).json()) as Difference;
  }

  async configure(settings: Settings): Promise<void> {
    await this.#send("PUT", "/settings", JSON.stringify(settings));
  }

  async build(): Promise<void> {
    await this.#send("POST", "/build");
  }

  async stopBuild(): Promise<void> {
    await this.#send("DELETE", "/build");
  }

  /** Hands on what happens, until the stream ends. */
  async listen(tell: (event: DevEvent) => void): Promise<void> {
    const response = await this.#send("GET", "/events");
    const parser = createParser({ onEvent: ({ data }) => tell(JSON.parse(data) as DevEvent) });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) parser.feed(next.value);
  }

  async #started(path: string, body?: BodyInit): Promise<number> {
    return ((await (await this.#send("POST", path, body)).json()) as { readonly id: number }).id;
  }

  async #send(method: string, path: string, body?: BodyInit): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const response = await fetch(`/api${path}`, { method, headers, ...(body !== undefined && { body }) });
    if (response.ok) return response;
    const { status } = response;
    const answer = (await response.json().catch(() => ({}))) as Partial<ApiError>;
    throw new Refused(
      { error: answer.error ?? `the server answered ${status}`, hint: answer.hint ?? "" },
      status,
    );
  }
}
