import { asyncHostFunction, PluginManager } from "@vial/host";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";

const KiB = 1024;
const MiB = 1024 * KiB;

/** Memory between two borders, which nothing may write to. */
function bordered(length: number): {
  readonly into: Uint8Array<ArrayBuffer>;
  readonly untouched: () => boolean;
} {
  const border = 64;
  const buffer = new ArrayBuffer(length + 2 * border);
  const borders = [new Uint8Array(buffer, 0, border), new Uint8Array(buffer, length + border)];
  for (const bytes of borders) bytes.fill(0xee);
  return {
    into: new Uint8Array(buffer, border, length),
    untouched: () => borders.every((bytes) => bytes.every((byte) => byte === 0xee)),
  };
}

describe.for(isolations)("%s", (isolation) => {
  describe.for([
    ["kernel lane", kernelEcho],
    ["direct lane", directEcho],
  ] as const)("%s", ([, source]) => {
    test("outputs that fit are at the beginning of the caller's memory, others have their own", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(1, 100, 16 * KiB, 300 * KiB, MiB),
          fc.constantFrom(-1, 0, 1),
          async (room, more) => {
            const { into, untouched } = bordered(room);
            const input = Buffer.alloc(room + more, "1");
            const result = await plugins.execute("echo", input, { into });
            expect(input.equals(result.bytes())).toBe(true);
            expect(result.text()).toBe("1".repeat(input.length));
            expect(untouched()).toBe(true);
            if (input.length === 0) return;
            const isThere = result.bytes().buffer === into.buffer;
            expect(isThere).toBe(more <= 0);
            expect(into[0]).toBe(isThere ? 0x31 : 0);
          },
        ),
        { numRuns: 15, examples: [[MiB, 0]] },
      );
    });

    test("a result whose memory a later call was given says so, and shows nothing of that call", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      const into = new Uint8Array(100 * KiB);
      const first = await plugins.execute("echo", "1".repeat(90 * KiB), { into });
      const larger = await plugins.execute("echo", "2".repeat(101 * KiB), { into });
      const last = await plugins.execute("echo", '"3"', { into });
      for (const read of ["bytes", "text", "json"] as const) {
        expect(() => first[read]()).toThrow(
          expect.objectContaining({ code: "RESULT_OVERWRITTEN", phase: "call", plugin: "echo" }),
        );
      }
      expect(larger.text()).toBe("2".repeat(101 * KiB));
      expect(last.json()).toBe("3");
      expect(first.timings.ranMs).toBeGreaterThanOrEqual(0);
    });

    test("the input's own memory can take the output", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      const into = new Uint8Array(64 * KiB).fill(0x31);
      const result = await plugins.execute("echo", into.subarray(100), { into });
      expect(result.text()).toBe("1".repeat(64 * KiB - 100));
    });

    test("memory that was sent on while the call ran is none", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      for (const input of ["", "after", "1".repeat(64 * KiB)]) {
        const into = new Uint8Array(64 * KiB);
        const call = plugins.execute("echo", input, { into });
        const sent = structuredClone(into, { transfer: [into.buffer] });
        const results = await Promise.allSettled([call]);
        // Inline, the output was there before the memory was sent.
        const text = isolation === "inline" ? Buffer.from(sent.subarray(0, input.length)).toString() : input;
        expect(text).toBe(input);
        if (isolation !== "inline") expect(results).toMatchObject([{ status: "fulfilled" }]);
        const again = await plugins.execute("echo", input, { into });
        expect(again.text()).toBe(input);
      }
    });
  });

  test("memory that a call under way has is refused to others, until that call has ended", async () => {
    const { promise: waiting, resolve } = Promise.withResolvers<bigint>();
    const functions = { "extism:host/user": { wait: asyncHostFunction(() => waiting) } };
    await using plugins = new PluginManager();
    await plugins.load("commands", { source: kernelCommands, isolation, functions, concurrency: 2 });
    const into = new Uint8Array(100);
    const first = plugins.execute("commands", "wait", { into });
    const error = await expectFailure(plugins.execute("commands", "ok", { into }), {
      code: "INVALID_OPTION",
      phase: "manage",
      plugin: "commands",
    });
    expect(error.message).toContain("into");
    expect((await plugins.execute("commands", "ok", { into: new Uint8Array(100) })).text()).toBe("ok");
    resolve(0n);
    expect((await first).text()).toBe("wait");
    expect((await plugins.execute("commands", "ok", { into })).text()).toBe("ok");
  });

  test.for([
    ["trap", () => ({}), "TRAP"],
    ["error", () => ({}), "PLUGIN_ERROR"],
    ["wait", () => ({ deadline: 20 }), "DEADLINE_EXCEEDED"],
    ["wait", () => ({ signal: AbortSignal.timeout(20) }), "CALL_ABORTED"],
    ["wait", () => ({ signal: AbortSignal.abort() }), "CALL_ABORTED"],
  ] as const)(
    "a call that fails (%s, %s) leaves the memory to the next one",
    async ([input, options, code]) => {
      const never = asyncHostFunction(() => new Promise<bigint>(() => {}));
      await using plugins = new PluginManager();
      await plugins.load("commands", {
        source: kernelCommands,
        isolation,
        functions: { "extism:host/user": { wait: never } },
      });
      const into = new Uint8Array(100);
      await expectFailure(plugins.execute("commands", input, { into, ...options() }), {
        code,
        phase: "call",
        plugin: "commands",
      });
      expect(into.every((byte) => byte === 0)).toBe(true);
      expect((await plugins.execute("commands", "ok", { into })).text()).toBe("ok");
    },
  );
});
