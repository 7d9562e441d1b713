import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { PluginManager, type Isolation, type PluginSource } from "@vial/host";
import { describe, expect, test } from "vitest";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { expectRefusal } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const unreadable = { code: "SOURCE_UNREADABLE", phase: "load" } as const;
const base64 = Buffer.from(kernelEcho).toString("base64");

async function expectEcho(source: PluginSource, isolation: Isolation = "inline"): Promise<void> {
  await using plugins = new PluginManager();
  await plugins.load("echo", { source, isolation });
  expect((await plugins.execute("echo", "it runs")).text()).toBe("it runs");
}

describe.for(isolations)("bytes, %s", (isolation) => {
  test.for<readonly [string, () => PluginSource]>([
    ["a Uint8Array", () => kernelEcho],
    ["a Buffer", () => Buffer.from(kernelEcho)],
    [
      "a view with an offset",
      () => Buffer.concat([Buffer.alloc(7), kernelEcho, Buffer.alloc(9)]).subarray(7, -9),
    ],
    ["an ArrayBuffer", () => kernelEcho.slice().buffer],
    [
      "shared memory",
      () => {
        const bytes = new Uint8Array(new SharedArrayBuffer(kernelEcho.length));
        bytes.set(kernelEcho);
        return bytes;
      },
    ],
    ["a manifest with bytes", () => ({ wasm: [{ data: kernelEcho }] })],
    ["a manifest with base64", () => ({ wasm: [{ data: base64 }] })],
    [
      "a manifest with two modules",
      () => ({ wasm: [{ name: "unused", data: directEcho }, { data: kernelEcho }] }),
    ],
    [
      "a manifest whose main module is named",
      () => ({
        wasm: [
          { name: "main", data: kernelEcho },
          { name: "unused", data: directEcho },
        ],
      }),
    ],
  ])("%s", async ([, source]) => {
    await expectEcho(source(), isolation);
  });

  test("what happens to the bytes after load was called does not matter", async () => {
    const bytes = kernelEcho.slice();
    await using plugins = new PluginManager();
    const loading = plugins.load("echo", { source: bytes, isolation });
    bytes.set(directEcho.subarray(0, bytes.length));
    await loading;
    expect((await plugins.execute("echo", "it runs")).text()).toBe("it runs");
  });
});

describe("files", () => {
  test("a path, absolute and relative, a file URL as text and as an object", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "plugin with spaces #1.wasm");
    await writeFile(path, kernelEcho);
    await expectEcho(path);
    await expectEcho(relative(process.cwd(), path));
    await expectEcho(pathToFileURL(path));
    await expectEcho(pathToFileURL(path).href);
  });

  test("a path of any length the system allows", async () => {
    await using folder = await temporaryFolder();
    const deep = join(folder.path, "n".repeat(120), "n".repeat(120));
    await mkdir(deep, { recursive: true });
    await writeFile(join(deep, "plugin.wasm"), kernelEcho);
    await expectEcho(join(deep, "plugin.wasm"));
  });

  test("a manifest file, with paths relative to it", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "modules"));
    await writeFile(join(folder.path, "modules", "echo.wasm"), kernelEcho);
    const manifest = join(folder.path, "manifest.json");
    await writeFile(manifest, JSON.stringify({ wasm: [{ path: "modules/echo.wasm" }] }));
    await expectEcho(manifest);
    await expectEcho(pathToFileURL(manifest));
  });

  test("a manifest file that starts with white space", async () => {
    await using folder = await temporaryFolder();
    const manifest = join(folder.path, "manifest.json");
    await writeFile(manifest, `\n  ${JSON.stringify({ wasm: [{ data: base64 }] })}\n`);
    await expectEcho(manifest);
  });

  test.for<readonly [string, (folder: string) => PluginSource]>([
    ["a file that is not there", (folder) => join(folder, "none.wasm")],
    ["a folder", (folder) => folder],
    ["a device", () => "/dev/zero"],
    ["a path with a NUL", (folder) => `${folder}\0.wasm`],
    ["a file on another host", () => "file://elsewhere/plugin.wasm"],
    ["a URL that is none", () => "http://"],
    ["a manifest with a path that is not there", () => ({ wasm: [{ path: "none.wasm" }] })],
    ["a manifest with a URL that is none", () => ({ wasm: [{ url: "http://" }] })],
  ])("%s cannot be read", async ([, source]) => {
    await using folder = await temporaryFolder();
    const error = await expectRefusal({ source: source(folder.path) }, unreadable);
    expect(error.cause).toBeInstanceOf(Error);
  });
});

describe("manifests", () => {
  const invalid = { code: "INVALID_MANIFEST", phase: "load" } as const;

  test("settings of a manifest hold, those of load come first", async () => {
    const source = { wasm: [{ data: kernelEcho }], timeout_ms: 50, memory: { max_pages: 2 } };
    await using plugins = new PluginManager();
    await plugins.load("small", { source, isolation: "inline" });
    await plugins.load("large", { source, isolation: "inline", limits: { memoryBytes: 2 ** 22 } });
    const input = new Uint8Array(2 ** 18);
    await expect(plugins.execute("small", input)).rejects.toMatchObject({ code: "MEMORY_LIMIT" });
    expect((await plugins.execute("large", input)).bytes()).toHaveLength(input.length);
  });

  test.for<readonly [string, unknown, string]>([
    ["no modules", { wasm: [] }, "wasm"],
    ["an unknown field", { wasm: [{ data: base64 }], allowed_paths: {} }, "allowed_paths"],
    ["an unknown field of a module", { wasm: [{ data: base64, hush: "s3cret" }] }, "wasm.0"],
    ["a module without a source", { wasm: [{ name: "main" }] }, "wasm.0"],
    ["no pages at all", { wasm: [{ data: base64 }], memory: { max_pages: 0 } }, "memory.max_pages"],
    [
      "more pages than there are",
      { wasm: [{ data: base64 }], memory: { max_pages: 100_000 } },
      "memory.max_pages",
    ],
    ["a timeout no timer can hold", { wasm: [{ data: base64 }], timeout_ms: 2 ** 31 }, "timeout_ms"],
    ["a config value that is no text", { wasm: [{ data: base64 }], config: { key: 7 } }, "config.key"],
    ["two modules without a name", { wasm: [{ data: base64 }, { data: base64 }] }, "name"],
    [
      "two modules of one name",
      { wasm: [{ name: "a", data: base64 }, { name: "a", data: base64 }, { data: base64 }] },
      "a",
    ],
    [
      "a module in the place of the host",
      { wasm: [{ name: "extism:host/env", data: base64 }, { data: base64 }] },
      "extism:host/env",
    ],
  ])("%s", async ([, manifest, named]) => {
    const error = await expectRefusal({ source: manifest as PluginSource, isolation: "inline" }, invalid);
    expect(error.message).toContain(named);
    expect(error.message).not.toContain("s3cret");
  });

  test("a manifest file that is not JSON", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "manifest.json");
    await writeFile(path, `{ "wasm": [s3cret`);
    const error = await expectRefusal({ source: path }, invalid);
    expect(error.message).not.toContain("s3cret");
  });
});
