import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelEcho } from "../support/echo.ts";
import { expectFailure, expectRefusal } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { moduleExporting } from "../support/module-bytes.ts";

const invalid = { code: "INVALID_MODULE", phase: "load" } as const;

describe.for(isolations)("%s", (isolation) => {
  test.for([
    ["text", new TextEncoder().encode("#!/bin/sh\necho not a module")],
    ["nothing", new Uint8Array(0)],
    ["zeros", new Uint8Array(64)],
    ["the magic number alone", kernelEcho.slice(0, 4)],
    ["version 2 of the format", Uint8Array.from(kernelEcho, (byte, at) => (at === 4 ? 2 : byte))],
    ["a component", Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00])],
    ["bytes after the end", Uint8Array.from([...kernelEcho, 0xff])],
  ] as const)("%s is refused", async ([, source]) => {
    const error = await expectRefusal({ source, isolation }, invalid);
    expect(error.message).toContain('"main"');
  });
});

test("a module cut off anywhere is refused, and the manager goes on", async () => {
  await using plugins = new PluginManager();
  for (let length = 0; length < kernelEcho.length; length++) {
    const source = kernelEcho.slice(0, length);
    const error = await plugins.load("cut", { source, isolation: "inline" }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    // Cut between two sections it may still be a module, though one with nothing to call.
    if (error === undefined) {
      await expectFailure(plugins.execute("cut", ""), {
        code: "EXPORT_MISSING",
        phase: "call",
        plugin: "cut",
      });
      await plugins.unload("cut");
    } else await expectFailure(Promise.reject(error), { ...invalid, plugin: "cut" });
  }
  await plugins.load("cut", { source: kernelEcho, isolation: "inline" });
  expect((await plugins.execute("cut", "whole")).text()).toBe("whole");
});

test("a module larger than limits.moduleBytes is refused", async () => {
  const limits = { moduleBytes: kernelEcho.length - 1 };
  await expectRefusal({ source: kernelEcho, limits }, { code: "MODULE_TOO_LARGE", phase: "load" });
});

test("two plugins that load the same bad bytes at once each get an error of their own", async () => {
  await using plugins = new PluginManager();
  const source = new Uint8Array(64);
  const loads = ["one", "two"].map((plugin) =>
    expectFailure(plugins.load(plugin, { source }), { ...invalid, plugin }),
  );
  await Promise.all(loads);
});

test("names a plugin chose stay out of the error, its cause included", async () => {
  const name = "Jane Doe";
  const { inspect } = await import("node:util");
  const error = await expectRefusal({ source: moduleExporting(name, name), isolation: "inline" }, invalid);
  expect(inspect(error, { depth: 10 })).not.toContain(name);
});

describe("digest", () => {
  const other = "0".repeat(64);

  test.for([other, `sha256:${other}`])("a module with another digest than %s is refused", async (digest) => {
    const error = await expectRefusal(
      { source: kernelEcho, digest },
      { code: "DIGEST_MISMATCH", phase: "load" },
    );
    expect(error.message).toContain(other);
  });

  test("a manifest's hash is checked as well", async () => {
    const source = { wasm: [{ data: kernelEcho, hash: other }] };
    await expectRefusal({ source }, { code: "DIGEST_MISMATCH", phase: "load" });
  });

  test.for(["", "sha256:", "abc", `sha512:${other}`, `${other}0`, ` ${other}`, `${other}\n`])(
    "%j is not a digest",
    async (digest) => {
      const error = await expectRefusal(
        { source: kernelEcho, digest },
        { code: "INVALID_OPTION", phase: "manage" },
      );
      expect(error.message).toContain("digest");
    },
  );
});
