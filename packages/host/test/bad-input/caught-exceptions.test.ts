import { asyncHostFunction, PluginManager, type HostFunction, type Policy } from "@vial/host";
import { describe, expect, test } from "vitest";
import { watWithExceptions } from "../support/exceptions.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";

/** Catches whatever comes out of its imports, and reports success. */
const deaf = watWithExceptions(`(module
  (import "extism:host/user" "save" (func $save (result i64)))
  (import "extism:host/env" "config_get" (func $config_get (param i64) (result i64)))
  (memory (export "memory") 1)
  (func (export "process") (result i32)
    (block $caught (drop (block $value (result i64) (try_table (result i64) (catch_all $caught) (call $save)))))
    (i32.const 0))
  (func (export "many_times") (result i32) (local $round i32)
    (loop $again
      (block $caught (try_table (catch_all $caught) (drop (call $save))))
      (local.set $round (i32.add (local.get $round) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $round) (i32.const 5))))
    (i32.const 0))
  (func (export "environment") (result i32)
    (block $caught (try_table (catch_all $caught) (drop (call $config_get (i64.const 12345)))))
    (i32.const 0))
  (func (export "ok") (result i32) (i32.const 0)))`);

/** Exceptions are newer than what plugins may be built with unless a policy says so. */
const policy: Policy = { features: ["exceptions"], hostFunctions: ["save"], config: ["key"] };

const failing: readonly (readonly [string, HostFunction])[] = [
  [
    "throws",
    () => {
      throw new Error("refused");
    },
  ],
  [
    "throws what is not an error",
    () => {
      throw "refused";
    },
  ],
  [
    "rejects",
    async () => {
      throw new Error("refused");
    },
  ],
  [
    "rejects later",
    asyncHostFunction(() => new Promise((_, reject) => setTimeout(reject, 5, new Error("refused")))),
  ],
];

describe.for(isolations)("%s", (isolation) => {
  test.for(failing)(
    "a host function that %s fails the call, also when the plugin catches it",
    async ([, save]) => {
      await using plugins = new PluginManager();
      await plugins.load("deaf", {
        source: deaf,
        isolation,
        policy,
        functions: { "extism:host/user": { save } },
      });
      const failed = { code: "HOST_FUNCTION_FAILED", phase: "call", plugin: "deaf" } as const;
      for (const name of ["process", "many_times", "process"]) {
        const error = await expectFailure(plugins.execute("deaf", "", { export: name }), failed);
        expect(error.message).not.toContain("refused");
        expect(error.cause).toSatisfy(
          (cause) => cause === "refused" || (cause as Error).message === "refused",
        );
      }
      await plugins.execute("deaf", "", { export: "ok" });
    },
  );

  test("only the first of several failures is the call's", async () => {
    let calls = 0;
    const save = (): never => {
      throw new Error(`failure ${++calls}`);
    };
    await using plugins = new PluginManager();
    await plugins.load("deaf", {
      source: deaf,
      isolation,
      policy,
      functions: { "extism:host/user": { save } },
    });
    const error: unknown = await plugins
      .execute("deaf", "", { export: "many_times" })
      .catch((reason: unknown) => reason);
    expect((error as Error).cause).toEqual(new Error("failure 1"));
  });

  test("Extism's own functions cannot be silenced either", async () => {
    await using plugins = new PluginManager();
    await plugins.load("deaf", {
      source: deaf,
      isolation,
      policy,
      functions: { "extism:host/user": { save: () => 0n } },
    });
    const violation = { code: "ABI_VIOLATION", phase: "call", plugin: "deaf" } as const;
    await expectFailure(plugins.execute("deaf", "", { export: "environment" }), violation);
    await plugins.execute("deaf", "", { export: "ok" });
  });
});

test.for(isolations)(
  "an exception of the plugin's own that nothing catches is a trap, %s",
  async (isolation) => {
    const source = watWithExceptions(`(module
    (tag $e (param i32))
    (func (export "process") (result i32) (throw $e (i32.const 7)))
    (func (export "ok") (result i32)
      (block $caught (result i32) (try_table (catch $e $caught) (throw $e (i32.const 0))) unreachable)))`);
    await using plugins = new PluginManager();
    await plugins.load("throws", { source, isolation, policy });
    await expectFailure(plugins.execute("throws", ""), { code: "TRAP", phase: "call", plugin: "throws" });
    await plugins.execute("throws", "", { export: "ok" });
  },
);
