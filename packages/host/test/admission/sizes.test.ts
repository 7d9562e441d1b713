import { admit, PluginManager, type HostFunctions } from "@vial/host";
import { expect, test } from "vitest";
import { linked } from "../differential/linked-guests.ts";
import { expectRefusal } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { wat } from "../support/wat.ts";

const pageBytes = 65_536;
const limits = { memoryBytes: 100 * pageBytes };

/** Exports how many pages its memory has once it can grow no more. */
const greedy = (memory: string): string => `(memory ${memory})
  (func $size (export "size") (result i32)
    (loop $again (br_if $again (i32.ge_s (memory.grow (i32.const 1)) (i32.const 0))))
    (memory.size))`;

/** Exports how many elements its table has once it can grow no more. */
const growing = (table: string): string => `(table ${table} funcref)
  (func $size (export "size") (result i32)
    (loop $again (br_if $again (i32.ge_s (table.grow 0 (ref.null func) (i32.const 1)) (i32.const 0))))
    (table.size 0))`;

/** A plugin of a main module and others, whose memories are declared like this, that tells the host to what size each grows. */
const plugin = (main: string, ...others: readonly string[]): ReturnType<typeof linked> => {
  const names = others.map((_, index) => `module${index}`);
  const source = wat(`(module
    (import "extism:host/user" "tell" (func $tell (param i32)))
    ${names.map((name) => `(import "${name}" "size" (func $${name} (result i32)))`).join("")}
    ${greedy(main)}
    (func (export "process") (call $tell (call $size)) ${names.map((name) => `(call $tell (call $${name}))`).join("")}))`);
  const modules = others.map((memory, index) => [names[index]!, wat(`(module ${greedy(memory)})`)] as const);
  return linked({ ...Object.fromEntries(modules), main: source });
};

const tellingTo = (sizes: number[]): HostFunctions => ({
  "extism:host/user": { tell: (_, size) => void sizes.push(Number(size)) },
});

test.for(isolations)("%s: the memories of a plugin's modules share limits.memoryBytes", async (isolation) => {
  const sizesOf = async (source: ReturnType<typeof plugin>): Promise<number[]> => {
    const sizes: number[] = [];
    await using plugins = new PluginManager();
    const functions = tellingTo(sizes);
    await plugins.load("plugin", { source, isolation, limits, functions });
    await plugins.execute("plugin", "");
    return sizes;
  };
  expect(await sizesOf(plugin("1"))).toEqual([100]);
  expect(await sizesOf(plugin("1", "1"))).toEqual([50, 50]);
  expect(await sizesOf(plugin("60", "20"))).toEqual([70, 30]);
  expect(await sizesOf(plugin("1", "1 4", "1 1000"))).toEqual([48, 4, 48]);
  expect(await sizesOf(plugin("98", "1", "1"))).toEqual([98, 1, 1]);
});

test("memories that start out larger than limits.memoryBytes together are refused", async () => {
  const error = await expectRefusal(
    { source: plugin("60", "40", "1"), limits, functions: { "extism:host/user": { tell: () => undefined } } },
    { code: "MEMORY_LIMIT", phase: "load" },
  );
  expect(error.message).toContain(
    'Its memories start out with 101 pages of 64 KiB together ("main" 60, "module0" 40, "module1" 1), more than limits.memoryBytes, 6553600 bytes. Build it with less, or raise the limit.',
  );
});

test("of many modules, the refusal names those with the largest memories", async () => {
  const error = await expectRefusal(
    {
      source: plugin("20", "15", "1", "1", "30", "18", "25"),
      limits,
      functions: { "extism:host/user": { tell: () => undefined } },
    },
    { code: "MEMORY_LIMIT", phase: "load" },
  );
  expect(error.message).toContain(
    '110 pages of 64 KiB together ("module3" 30, "module5" 25, "main" 20, "module4" 18, "module0" 15, 2 more)',
  );
});

test("of a single module, the refusal is about that module", () => {
  const { refusals } = admit(
    wat(`(module (memory 101) (table 6 funcref) (table 5 funcref)
    (func (export "process")))`),
    undefined,
    { limits: { ...limits, tableElements: 10 } },
  );
  expect(refusals).toMatchObject([
    {
      module: "main",
      reason: expect.stringContaining("start out with 101 pages of 64 KiB, more than") as string,
    },
    {
      module: "main",
      reason: expect.stringContaining(
        "start out with 11 elements, more than limits.tableElements, 10.",
      ) as string,
    },
  ]);
});

test.for(isolations)("%s: and their tables share limits.tableElements", async (isolation) => {
  const main = wat(`(module
    (import "extism:host/user" "tell" (func $tell (param i32)))
    (import "other" "size" (func $other (result i32)))
    ${growing("10")}
    (func (export "process") (call $tell (call $size)) (call $tell (call $other))))`);
  const sizesOf = async (other: string): Promise<number[]> => {
    const sizes: number[] = [];
    await using plugins = new PluginManager();
    const source = linked({ other: wat(`(module ${growing(other)})`), main });
    const tableElements = 100;
    const functions = tellingTo(sizes);
    await plugins.load("plugin", { source, isolation, limits: { tableElements }, functions });
    await plugins.execute("plugin", "");
    return sizes;
  };
  expect(await sizesOf("0")).toEqual([55, 45]);
  expect(await sizesOf("5 20")).toEqual([80, 20]);
  await expect(sizesOf("91")).rejects.toMatchObject({
    code: "MEMORY_LIMIT",
    message: expect.stringContaining(
      'start out with 101 elements together ("other" 91, "main" 10), more than limits.tableElements, 100.',
    ) as string,
  });
});

test("a memory that another module exports counts once, and modules that nobody imports do not count", async () => {
  const shared = wat(`(module (memory (export "memory") 100))`);
  const unused = wat(`(module (memory 50))`);
  const main = wat(`(module (import "shared" "memory" (memory 100)) (func (export "process")))`);
  await using plugins = new PluginManager();
  await plugins.load("plugin", { source: linked({ shared, unused, main }), limits, isolation: "inline" });
  expect((await plugins.execute("plugin", "")).bytes()).toHaveLength(0);
});
