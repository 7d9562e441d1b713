import { PluginManager, type PluginResult } from "@vial/host";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { isolations } from "../support/isolations.ts";

const KiB = 1024;

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

    test("bytes of a result that was disposed of never show another output", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      const first = await plugins.execute("echo", Buffer.alloc(100 * KiB, "1"));
      const bytes = first.bytes();
      const view = new Uint8Array(bytes.buffer);
      first[Symbol.dispose]();
      const second = await plugins.execute("echo", Buffer.alloc(90 * KiB, "2"));
      expect([bytes.length, view.length]).toEqual([0, 0]);
      expect(Buffer.from(second.bytes().buffer).includes("1")).toBe(false);
      expect(Buffer.from(second.bytes()).equals(Buffer.alloc(90 * KiB, "2"))).toBe(true);
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
