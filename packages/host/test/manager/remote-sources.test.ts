import { createHash } from "node:crypto";
import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelEcho } from "../support/echo.ts";
import { expectRefusal } from "../support/failure.ts";
import { startServer, type TestServer } from "../support/http-server.ts";
import { inTime } from "../support/in-time.ts";

const hash = createHash("sha256").update(kernelEcho).digest("hex");
const unreadable = { code: "SOURCE_UNREADABLE", phase: "load" } as const;

function serve(): Promise<TestServer> {
  return startServer((request, response) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    if (pathname === "/echo.wasm") response.end(kernelEcho);
    else if (pathname === "/private.wasm") {
      response.statusCode = request.headers["x-token"] === "s3cret" ? 200 : 401;
      response.end(response.statusCode === 200 ? kernelEcho : "");
    } else if (pathname === "/endless.wasm") {
      const more = (): boolean =>
        !response.destroyed && response.write(Buffer.alloc(65_536), () => setImmediate(more));
      more();
    } else if (pathname === "/silent.wasm") response.writeHead(200).flushHeaders();
    else response.writeHead(404).end("s3cret");
  });
}

describe.for([
  ["URL as text", (url: string) => url],
  ["URL object", (url: string) => new URL(url)],
  ["manifest", (url: string) => ({ wasm: [{ url }] })],
  ["manifest with the right hash", (url: string) => ({ wasm: [{ url, hash }] })],
  [
    "manifest with the right hash in capitals",
    (url: string) => ({ wasm: [{ url, hash: hash.toUpperCase() }] }),
  ],
] as const)("%s", ([, sourceOf]) => {
  test("is fetched and runs", async () => {
    await using server = await serve();
    await using plugins = new PluginManager();
    // A signed URL is long.
    const query = new URLSearchParams({ signature: "s".repeat(500) });
    await plugins.load("echo", {
      source: sourceOf(`${server.origin}/echo.wasm?${query}`),
      isolation: "inline",
    });
    expect((await plugins.execute("echo", "it runs")).text()).toBe("it runs");
  });

  test("that is not there cannot be read", async () => {
    await using server = await serve();
    const error = await expectRefusal(
      { source: sourceOf(`${server.origin}/none.wasm?token=s3cret`) },
      unreadable,
    );
    expect(error.message).toContain(`${server.origin}/none.wasm`);
    expect(error.message).not.toContain("s3cret");
    expect((error.cause as Error).message).toContain("404");
  });
});

test("a module with another hash than its manifest says is refused", async () => {
  await using server = await serve();
  const source = { wasm: [{ url: `${server.origin}/echo.wasm`, hash: "0".repeat(64) }] };
  await expectRefusal({ source }, { code: "DIGEST_MISMATCH", phase: "load" });
});

test("a manifest's headers are sent", async () => {
  await using server = await serve();
  await using plugins = new PluginManager();
  const url = `${server.origin}/private.wasm`;
  const source = { wasm: [{ url, headers: { "x-token": "s3cret" } }] };
  await plugins.load("echo", { source, isolation: "inline" });
  const error = await expectRefusal(
    { source: { wasm: [{ url, headers: { "x-token": "wr0ng" } }] } },
    unreadable,
  );
  expect(error.message).not.toContain("wr0ng");
});

test("a body that never ends is cut off at limits.moduleBytes", async () => {
  await using server = await serve();
  const limits = { moduleBytes: 1_000_000 };
  await expectRefusal(
    { source: `${server.origin}/endless.wasm`, limits },
    { code: "MODULE_TOO_LARGE", phase: "load" },
  );
});

test("a server that says nothing is given up after limits.startMs", inTime, async () => {
  await using server = await serve();
  const startedAt = performance.now();
  await expectRefusal({ source: `${server.origin}/silent.wasm`, limits: { startMs: 150 } }, unreadable);
  expect(performance.now() - startedAt).toBeLessThan(1_500);
});

test("a server that is not there", async () => {
  const server = await serve();
  await server[Symbol.asyncDispose]();
  await expectRefusal({ source: `${server.origin}/echo.wasm` }, unreadable);
});
