import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { everyByte } from "./samples.ts";

/** What the server of the HTTP cases answers, by path. */
export function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, port } = new URL(request.url!, `http://${request.headers.host}`);
  const text = (status: number, body: string): void =>
    void response.writeHead(status, { "content-type": "text/plain" }).end(body);
  if (pathname === "/text") text(200, "5 mg");
  else if (pathname === "/echo") void echo(request, response);
  else if (pathname === "/reverse") void reverse(request, response);
  else if (pathname === "/bytes") response.writeHead(200).end(everyByte);
  else if (pathname === "/empty") response.writeHead(204).end();
  else if (pathname === "/large") response.writeHead(200).end(Buffer.alloc(2_000, "x"));
  else if (pathname === "/headers")
    response.writeHead(200, { "x-one": "1", "X-Two": "a, b", "set-cookie": ["c=1", "d=2"] }).end();
  else if (pathname === "/moved") response.writeHead(302, { location: "/text" }).end("moved");
  else if (pathname === "/moved-away")
    response.writeHead(302, { location: `http://localhost:${port}/text` }).end("moved away");
  else if (pathname === "/error") text(500, "out of order");
  else text(404, "not found");
}

async function reverse(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(200).end(new Uint8Array(await buffer(request)).toReversed());
}

/** The method, the headers that begin with `x-`, and the body. */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const headers = Object.entries(request.headers).filter(
    ([name]) => name.startsWith("x-") || name === "content-length",
  );
  const head = [request.method, ...headers.map(([name, value]) => `${name}=${value}`)].join(" ");
  response.writeHead(200).end(Buffer.concat([Buffer.from(`${head} `), body]));
}
