/** The heap of Go's PDK, its allocator and its collector, as a plugin of TinyGo's uses them. */
import { fileURLToPath } from "node:url";
import { type ErrorCode, PluginError, PluginManager, type PluginState } from "@vial/host";
import { describe, expect, test } from "vitest";

const source = fileURLToPath(new URL("../plugins/go-heap/build/go-heap.wasm", import.meta.url));
const mebibyte = 1024 * 1024;
const deadline = 120_000;

async function load(state: PluginState, memoryBytes = 64 * mebibyte): Promise<PluginManager> {
  const plugins = new PluginManager();
  await plugins.load("heap", { source, isolation: "inline", state, limits: { memoryBytes } });
  return plugins;
}

async function call(plugins: PluginManager, name: string, input = ""): Promise<string> {
  return (await plugins.execute("heap", input, { export: name, deadline })).text();
}

function memoryOf(plugins: PluginManager): number {
  return plugins.list()[0]!.memoryBytes;
}

describe.each(["fresh", "shared"] as const)("%s state", (state) => {
  test(
    "a call allocates many times its memory and finds whole what it holds",
    { timeout: deadline },
    async () => {
      await using plugins = await load(state);
      for (let round = 0; round < 3; round++) {
        expect(await call(plugins, "churn", String(150 * mebibyte))).toBe("whole");
      }
      expect(memoryOf(plugins)).toBeLessThanOrEqual(64 * mebibyte);
    },
  );
});

test("little memory is enough where little is held", { timeout: deadline }, async () => {
  await using plugins = await load("shared", 24 * mebibyte);
  expect(await call(plugins, "churn", String(100 * mebibyte))).toBe("whole");
});

test("an input as large as it gets is room for a heap, too", { timeout: deadline }, async () => {
  await using plugins = await load("shared");
  const input = `${mebibyte}`.padEnd(8 * mebibyte);
  for (let round = 0; round < 8; round++) expect(await call(plugins, "churn", input)).toBe("whole");
  expect(memoryOf(plugins)).toBeLessThan(64 * mebibyte);
});

test("what outlives calls is whole, and what does not makes room", { timeout: deadline }, async () => {
  await using plugins = await load("shared");
  for (let count = 1; count <= 300; count++) {
    expect(await call(plugins, "keep")).toBe(String(count));
    if (count % 10 === 0) expect(await call(plugins, "churn", String(2 * mebibyte))).toBe("whole");
  }
  const before = memoryOf(plugins);
  for (let round = 0; round < 50; round++) await call(plugins, "churn", String(2 * mebibyte));
  expect(memoryOf(plugins)).toBe(before);
});

test("copies and fills of every length are those of a loop over bytes", async () => {
  await using plugins = await load("fresh");
  expect(await call(plugins, "copies")).toBe("whole");
});

test("UTF-8 is what the standard library takes for it", { timeout: deadline }, async () => {
  await using plugins = await load("fresh");
  expect(await call(plugins, "texts")).toBe("whole");
});

test(
  "memory that is full ends the call, and the next one has an instance of its own",
  { timeout: deadline },
  async () => {
    await using plugins = await load("shared", 8 * mebibyte);
    const failure: unknown = await call(plugins, "fill").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PluginError);
    expect((failure as PluginError).code satisfies ErrorCode).toBe("TRAP");
    expect(await call(plugins, "keep")).toBe("1");
  },
);
