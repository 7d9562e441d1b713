import { PluginManager, type PluginInput } from "@vial/host";
import { describe, expect, test } from "vitest";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { isolations } from "../support/isolations.ts";

const shared = new Uint8Array(new SharedArrayBuffer(6), 2, 3);
shared.set([1, 2, 3]);

const inputs: readonly (readonly [kind: string, input: PluginInput, bytes: Uint8Array | string])[] = [
  ["text", "Olá", "Olá"],
  ["text beyond the basic plane", "👩🏽‍⚕️ 𝔐", "👩🏽‍⚕️ 𝔐"],
  ["text with a NUL and a byte order mark", "\ufeffa\0b", "\ufeffa\0b"],
  ["no text", "", ""],
  ["bytes", Uint8Array.of(0, 255, 128), Uint8Array.of(0, 255, 128)],
  ["no bytes", new Uint8Array(0), ""],
  ["a view with an offset", new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 4), Uint8Array.of(2, 3, 4)],
  ["a Buffer of the pool", Buffer.from("pooled"), "pooled"],
  ["a view of shared memory", shared, Uint8Array.of(1, 2, 3)],
  ["an object", { patient: 1, list: [true, null] }, `{"patient":1,"list":[true,null]}`],
  ["an object with a toJSON", { at: new Date(0) as unknown as string }, `{"at":"1970-01-01T00:00:00.000Z"}`],
  ["an absent property", { a: undefined, b: 1 }, `{"b":1}`],
  ["an array", [1, "two", []], `[1,"two",[]]`],
  ["a number", 42.5, "42.5"],
  ["zero", 0, "0"],
  ["null", null, "null"],
  ["true", true, "true"],
  ["false", false, "false"],
];

describe.for(isolations)("%s", (isolation) => {
  describe.for([
    ["kernel lane", kernelEcho],
    ["direct lane", directEcho],
  ] as const)("%s", ([, source]) => {
    test.for(inputs)("%s arrives as documented", async ([, input, expected]) => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      const result = await plugins.execute("echo", input);
      expect(Buffer.from(result.bytes())).toEqual(Buffer.from(expected));
    });

    test("bytes() is the caller's own, text() and json() read it", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      const result = await plugins.execute("echo", { name: "José" });
      const next = await plugins.execute("echo", { name: "another" });
      expect(result.bytes().buffer).toBeInstanceOf(ArrayBuffer);
      expect(result.text()).toBe(`{"name":"José"}`);
      expect(result.json<{ name: string }>().name).toBe("José");
      next.bytes().fill(0);
      expect((await plugins.execute("echo", "after")).text()).toBe("after");
      expect(result.json()).toEqual({ name: "José" });
      // Detaching it takes nothing from the plugin.
      structuredClone(result.bytes(), { transfer: [result.bytes().buffer as ArrayBuffer] });
      expect((await plugins.execute("echo", "after")).text()).toBe("after");
    });

    test("timings are there and plausible", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation, concurrency: 1 });
      const startedAt = performance.now();
      const results = await Promise.all(
        Array.from({ length: 20 }, () => plugins.execute("echo", "x".repeat(10_000))),
      );
      const took = performance.now() - startedAt;
      for (const { timings } of results) {
        expect(timings.queuedMs).toBeGreaterThanOrEqual(0);
        expect(timings.ranMs).toBeGreaterThan(0);
        expect(timings.queuedMs + timings.ranMs).toBeLessThanOrEqual(took);
      }
    });

    test("executePlugin is execute", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      expect((await plugins.executePlugin("echo", "ok", { deadline: 1_000 })).text()).toBe("ok");
    });
  });
});
