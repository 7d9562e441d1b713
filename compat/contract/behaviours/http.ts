import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Subject } from "../subject.ts";
import type { Behaviour } from "./behaviour.ts";

interface TestServer extends AsyncDisposable {
  readonly origin: string;
  readonly requests: string[];
}

/** Answers with what it was sent, with a status the path names. */
async function startServer(): Promise<TestServer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString("utf8");
    requests.push(`${request.method} ${request.url} ${request.headers["x-purpose"] ?? ""}`);
    response.statusCode = Number(/\d{3}$/.exec(request.url ?? "")?.[0] ?? 200);
    response.setHeader("content-type", "text/plain; charset=utf-8");
    response.end(`${request.method} ${body} ☎`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export const http: readonly Behaviour[] = [
  {
    name: "sends HTTP requests to hosts it was given",
    async check(cell) {
      await using server = await startServer();
      await using subject = await Subject.load(cell, { allowedHosts: ["127.0.0.1"] });
      const get = await subject.text("http", { url: `${server.origin}/patient` });
      assert.equal(get, '{"body":"GET  ☎","contentType":"text/plain; charset=utf-8","status":200}');
      const post = await subject.text("http", {
        url: `${server.origin}/status/404`,
        method: "POST",
        headers: { "x-purpose": "treatment" },
        body: "ação",
      });
      assert.equal(post, '{"body":"POST ação ☎","contentType":"text/plain; charset=utf-8","status":404}');
      assert.deepEqual(server.requests, ["GET /patient ", "POST /status/404 treatment"]);
    },
  },
  {
    name: "is refused HTTP to any other host",
    async check(cell) {
      await using server = await startServer();
      await using subject = await Subject.load(cell, { allowedHosts: ["partner.example"] });
      assert.equal((await subject.failure("http", { url: `${server.origin}/patient` })).code, "HTTP_REFUSED");
      assert.deepEqual(server.requests, []);
    },
  },
];
