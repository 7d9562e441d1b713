import { PluginManager, type HostFunction } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { wat } from "../support/wat.ts";

const source = wat(`(module
  (import "extism:host/user" "small" (func $small (result i32)))
  (import "extism:host/user" "large" (func $large (result i64)))
  (func (export "process") (result i32) (drop (call $small)) (i32.const 0))
  (func (export "large") (result i32) (drop (call $large)) (i32.const 0))
  (func (export "ok") (result i32) (i32.const 0)))`);

const throwing = {
  valueOf: () => {
    throw new Error("no value");
  },
};

const late = (): Promise<number> => new Promise((_, reject) => setTimeout(reject, 1, new Error("late")));

describe.for(isolations)("%s", (isolation) => {
  const failed = { code: "HOST_FUNCTION_FAILED", phase: "call", plugin: "plugin" } as const;

  test.for<readonly [kind: string, name: string, value: unknown]>([
    ["a bigint for an i32", "process", 1n],
    ["a symbol for an i32", "process", Symbol("x")],
    ["an object that has no value for an i32", "process", throwing],
    ["a number for an i64", "large", 1],
    ["nothing for an i64", "large", undefined],
    ["null for an i64", "large", null],
    ["text for an i64", "large", "one"],
    ["an object for an i64", "large", {}],
  ])("a host function that returns %s has failed", async ([, name, value]) => {
    const returns = (() => value) as HostFunction;
    const functions = { "extism:host/user": { small: returns, large: returns } };
    await using plugins = new PluginManager();
    await plugins.load("plugin", { source, isolation, functions });
    const error = await expectFailure(plugins.execute("plugin", "", { export: name }), failed);
    expect(error.message).toContain(name === "process" ? "small" : "large");
    await plugins.execute("plugin", "", { export: "ok" });
  });

  test("a function that returns a promise without being async has failed", async () => {
    const functions = { "extism:host/user": { small: () => Promise.resolve(1), large: () => 0n } };
    await using plugins = new PluginManager();
    await plugins.load("plugin", { source, isolation, functions });
    const error = await expectFailure(plugins.execute("plugin", ""), failed);
    expect(error.cause).toBeInstanceOf(TypeError);
    await plugins.execute("plugin", "", { export: "ok" });
  });

  test("a promise that is refused may reject later without anybody listening", async () => {
    const functions = { "extism:host/user": { small: late, large: () => 0n } };
    await using plugins = new PluginManager();
    await plugins.load("plugin", { source, isolation, functions });
    await expectFailure(plugins.execute("plugin", ""), failed);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await plugins.execute("plugin", "", { export: "ok" });
  });
});
