// The host function `http_batch` of Vial: all requests are in flight at once.

import * as block from "../block";
import { httpBatch } from "../env";
import { JsonReader } from "../json/reader";
import { JsonWriter } from "../json/writer";
import { decode } from "../text/decode";
import { Request } from "./request";
import { Response } from "./response";

/** Sends the requests, whose bodies are text, and waits for all answers. They come in the order of the requests. */
export function sendAll(requests: Request[]): Response[] {
  const to = new JsonWriter();
  to.object();
  to.member('"requests":');
  to.array();
  for (let i = 0; i < requests.length; i++) {
    to.element();
    writeRequest(to, requests[i]);
  }
  to.endArray();
  to.endObject();

  const responses = new Array<Response>();
  const from = JsonReader.of(block.takeBytes(httpBatch(block.ofBytes(to.toBytes()))));
  from.object();
  while (from.member()) {
    from.array();
    while (from.element()) responses.push(readResponse(from));
  }
  return responses;
}

function writeRequest(to: JsonWriter, request: Request): void {
  to.object();
  const body = request.body;
  if (body.length) {
    const text = decode(body.dataStart, body.length);
    to.member('"body":');
    if (text != null) to.string(text);
    else unreachable();
  }
  request.writeHead(to);
  to.endObject();
}

function readResponse(from: JsonReader): Response {
  const response = new Response();
  from.object();
  while (from.member()) {
    if (from.is("status")) response.status = from.integer32();
    else if (from.is("headers")) response.readHeaders(from);
    else if (from.is("body")) response.body = Uint8Array.wrap(String.UTF8.encode(from.string()));
    else if (from.is("error")) response.error = readError(from);
    else from.skip();
  }
  return response;
}

function readError(from: JsonReader): string {
  let code = "";
  from.object();
  while (from.member()) {
    if (from.is("code")) code = from.string();
    else from.skip();
  }
  return code;
}
