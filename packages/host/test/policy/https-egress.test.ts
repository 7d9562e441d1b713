import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from "node:tls";
import { PluginManager, type HttpGrant } from "@vial/host";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer } from "../support/http-server.ts";
import { publicAddress, StagedNetwork } from "../support/network.ts";
import { blocks, env, wat } from "../support/wat.ts";

/** Hands its input over to http_batch and answers with what comes back. */
const guest = wat(`(module
  ${env("alloc", "length", "store_u8", "input_length", "input_load_u8", "output_set")}
  (import "extism:host/user" "http_batch" (func $batch (param i64) (result i64)))
  (memory 1)
  ${blocks}
  (func (export "process") (result i32) (local $h i64)
    (local.set $h (call $batch (call $input_block)))
    (call $output_set (local.get $h) (call $length (local.get $h)))
    (i32.const 0)))`);

const name = "partner.example";

const pem = (file: string): string =>
  readFileSync(new URL(`../support/certificates/${file}.pem`, import.meta.url), "utf8");

interface TlsServer extends AsyncDisposable {
  readonly port: number;
  /** The names that clients asked for (SNI), and the hosts that their requests named. */
  readonly names: string[];
  readonly hosts: string[];
}

async function startTlsServer(certificate: string): Promise<TlsServer> {
  const [names, hosts]: string[][] = [[], []];
  const server = createServer({ cert: pem(certificate), key: pem(certificate) }, (request, response) => {
    hosts!.push(String(request.headers.host));
    response.setHeader("connection", "close").end("reached");
  });
  server.on("secureConnection", (socket: TLSSocket) => names!.push(String(socket.servername)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    names: names!,
    hosts: hosts!,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** What becomes of requests, one after the other: a body, or an error's code. */
async function send(port: number, grant: Partial<HttpGrant> = {}, times = 1): Promise<string[]> {
  const origin = `https://${name}:${port}`;
  await using plugins = new PluginManager();
  await plugins.load("gateway", {
    source: guest,
    isolation: "inline",
    policy: { http: [{ origin, methods: ["GET"], pathPrefixes: ["/"], ...grant }] },
  });
  const outcomes: string[] = [];
  for (let time = 0; time < times; time++) {
    const result = await plugins.execute("gateway", { requests: [{ url: `${origin}/x` }] });
    const [answer] = result.json<{ responses: { body?: string; error?: { code: string } }[] }>().responses;
    outcomes.push(answer!.body ?? answer!.error!.code);
  }
  return outcomes;
}

let trusted: string[];
beforeAll(() => {
  trusted = getCACertificates("default");
  setDefaultCACertificates([...trusted, pem("authority")]);
});
afterAll(() => setDefaultCACertificates(trusted));

test("a request goes to the address that was checked, and asks for the name", async () => {
  await using server = await startTlsServer("partner");
  using network = new StagedNetwork({ [name]: [[publicAddress]] });
  expect(await send(server.port)).toEqual(["reached"]);
  expect(network.connections).toEqual([publicAddress]);
  expect(network.lookups).toEqual([name]);
  expect(server.names).toEqual([name]);
  expect(server.hosts).toEqual([`${name}:${server.port}`]);
});

test("a server at a private address that is granted as private has to prove its name as well", async () => {
  using _network = new StagedNetwork({ [name]: [["127.0.0.1"]] });
  await using server = await startTlsServer("partner");
  expect(await send(server.port, { private: true })).toEqual(["reached"]);
  await using other = await startTlsServer("other");
  expect(await send(other.port, { private: true })).toEqual(["HTTP_FAILED"]);
  expect(other.hosts).toEqual([]);
});

describe("a server that does not prove its name gets no request", () => {
  test.each([
    ["is for another name", "other"],
    ["is from an authority that nobody trusts", "stranger"],
    ["has expired", "expired"],
  ])("its certificate %s", async (_, certificate) => {
    await using server = await startTlsServer(certificate);
    using network = new StagedNetwork({ [name]: [[publicAddress]] });
    expect(await send(server.port)).toEqual(["HTTP_FAILED"]);
    expect(network.connections).toEqual([publicAddress]);
    expect(server.hosts).toEqual([]);
  });

  test("it speaks no TLS", async () => {
    let requests = 0;
    await using server = await startServer((_, response) => {
      requests++;
      response.end("reached");
    });
    using _network = new StagedNetwork({ [name]: [[publicAddress]] });
    expect(await send(server.port)).toEqual(["HTTP_FAILED"]);
    expect(requests).toBe(0);
  });
});

test("a name that comes to mean this machine is refused, and no connection is opened", async () => {
  await using server = await startTlsServer("partner");
  using network = new StagedNetwork({ [name]: [[publicAddress], ["127.0.0.1"]] });
  expect(await send(server.port, {}, 3)).toEqual(["reached", "HTTP_REFUSED", "HTTP_REFUSED"]);
  expect(network.connections).toEqual([publicAddress]);
});
