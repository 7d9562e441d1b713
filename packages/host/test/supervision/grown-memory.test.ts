import { PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { wat } from "../support/wat.ts";

const pageBytes = 65_536;
const grownBytes = 40 * pageBytes;

/** Grows its memory to 40 pages when it gets an input. */
const source = wat(`(module
  (import "extism:host/env" "input_length" (func $input_length (result i64)))
  (memory (export "memory") 1)
  (func (export "process") (result i32)
    (if (i64.ne (call $input_length) (i64.const 0))
      (then (drop (memory.grow (i32.sub (i32.const 40) (memory.size))))))
    (i32.const 0)))`);

test("a memory that grew is kept while calls use it, and given up when none has for a while", async () => {
  await using plugins = new PluginManager();
  await plugins.load("plugin", { source, isolation: "inline" });
  const bytes = (): number => plugins.list()[0]!.memoryBytes;
  const call = async (input: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time++) await plugins.execute("plugin", input);
  };

  await call("", 1);
  expect(bytes()).toBeLessThan(grownBytes);
  for (let turn = 0; turn < 5; turn++) {
    await call("large", 1);
    expect(bytes()).toBeGreaterThanOrEqual(grownBytes);
    await call("", 8);
    expect(bytes()).toBeGreaterThanOrEqual(grownBytes);
  }
  await call("", 50);
  expect(bytes()).toBeLessThan(grownBytes);
});
