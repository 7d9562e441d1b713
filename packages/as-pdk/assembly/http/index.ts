// HTTP, to the origins that the plugin's manifest asks for and the host grants. A request that is refused or fails ends the
// call. Redirects are answers like any other.

import * as block from "../block";
import { httpHeaders, httpStatusCode, sendHttpRequest } from "../env";
import { JsonReader } from "../json/reader";
import { JsonWriter } from "../json/writer";
import { Request } from "./request";
import { Response } from "./response";

export { Request } from "./request";
export { Response } from "./response";
export { sendAll } from "./batch";

/** Sends a request and waits for the answer. */
export function send(request: Request): Response {
  const head = new JsonWriter();
  head.object();
  request.writeHead(head);
  head.endObject();
  const body = sendHttpRequest(block.ofBytes(head.toBytes()), block.ofBytes(request.body));

  const response = new Response();
  response.body = block.takeBytes(body);
  response.status = httpStatusCode();
  response.readHeaders(JsonReader.of(block.takeBytes(httpHeaders())));
  return response;
}

export function get(url: string): Response {
  return send(new Request("GET", url));
}
