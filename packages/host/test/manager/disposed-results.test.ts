import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { PluginManager, type PluginResult } from "@vial/host";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { isolations } from "../support/isolations.ts";

const KiB = 1024;
const MiB = 1024 * KiB;

/** A client's connection whose other end reads nothing until it is asked to. */
async function slowConnection(): Promise<
  AsyncDisposable & { readonly client: Socket; readonly receive: () => Promise<Buffer> }
> {
  const server = createServer({ pauseOnConnect: true }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const [[other]] = (await Promise.all([once(server, "connection"), once(client, "connect")])) as [
    [Socket],
    unknown,
  ];
  return {
    client,
    receive: () => buffer(other),
    async [Symbol.asyncDispose]() {
      client.destroy();
      other.destroy();
      server.close();
    },
  };
}

describe.for(isolations)("%s", (isolation) => {
  describe.for([
    ["kernel lane", kernelEcho],
    ["direct lane", directEcho],
  ] as const)("%s", ([, source]) => {
    test("a result that was disposed of says so, and the next one is whole", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      for (const length of [0, 10, 20 * KiB, 300 * KiB]) {
        const result = await plugins.execute("echo", Buffer.alloc(length, "1"));
        const text = result.text();
        result[Symbol.dispose]();
        result[Symbol.dispose]();
        for (const read of ["bytes", "text", "json"] as const)
          expect(() => result[read]()).toThrow(
            expect.objectContaining({ code: "RESULT_DISPOSED", phase: "call", plugin: "echo" }),
          );
        expect(text).toBe("1".repeat(length));
        expect(result.timings.ranMs).toBeGreaterThanOrEqual(0);
        using next = await plugins.execute("echo", Buffer.alloc(length, "2"));
        expect(next.text()).toBe("2".repeat(length));
      }
    });

    test("bytes that a result gave stay as they were, however late they are read", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      const first = await plugins.execute("echo", Buffer.alloc(100 * KiB, "1"));
      const bytes = first.bytes();
      first[Symbol.dispose]();
      const second = await plugins.execute("echo", Buffer.alloc(90 * KiB, "2"));
      expect(Buffer.from(bytes).equals(Buffer.alloc(100 * KiB, "1"))).toBe(true);
      expect(Buffer.from(second.bytes()).equals(Buffer.alloc(90 * KiB, "2"))).toBe(true);
    });

    test("an output takes the place of one that was only read, and what is behind it shows nothing of that", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      const first = await plugins.execute("echo", Buffer.alloc(100 * KiB, "1"));
      expect(first.text()).toHaveLength(100 * KiB);
      first[Symbol.dispose]();
      const second = await plugins.execute("echo", Buffer.alloc(90 * KiB, "2"));
      const { buffer: memory } = second.bytes();
      expect(memory.byteLength).toBe(100 * KiB);
      expect(Buffer.from(memory).includes("1")).toBe(false);
    });

    test("bytes that are on their way to a client are not another call's when they get there", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      await using connection = await slowConnection();
      {
        using result = await plugins.execute("echo", Buffer.alloc(7 * MiB, "1"));
        connection.client.end(result.bytes());
      }
      using other = await plugins.execute("echo", Buffer.alloc(7 * MiB, "2"));
      expect(other.text()).toHaveLength(7 * MiB);
      expect(connection.client.writableLength).toBeGreaterThan(0);
      const received = await connection.receive();
      expect(received.length).toBe(7 * MiB);
      expect(received.includes("2")).toBe(false);
    });

    test("results that were not disposed of keep their bytes, in whatever order others come and go", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation, concurrency: 2 });
      const step = fc.record({
        length: fc.constantFrom(100, 15 * KiB, 16 * KiB, 17 * KiB, 30 * KiB, 100 * KiB, 1024 * KiB),
        disposed: fc.option(fc.nat(10), { nil: undefined }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const kept: { result: PluginResult; expected: Buffer }[] = [];
          for (const [at, { length, disposed }] of steps.entries()) {
            const expected = Buffer.alloc(length, at + 1);
            kept.push({ result: await plugins.execute("echo", expected), expected });
            if (disposed === undefined || disposed >= kept.length) continue;
            const [gone] = kept.splice(disposed, 1);
            gone!.result[Symbol.dispose]();
          }
          for (const { result, expected } of kept) expect(Buffer.compare(result.bytes(), expected)).toBe(0);
        }),
        { numRuns: isolation === "process" ? 15 : 40 },
      );
    });
  });
});
