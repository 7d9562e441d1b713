import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { blocks, env, wat } from "../support/wat.ts";

/** Each export tries something else; `process` is an echo, to see what is left of it. */
const source = wat(`(module
  ${env("alloc", "free", "length", "load_u8", "store_u8", "store_u64", "input_length", "input_load_u8")}
  ${env("output_set", "error_set", "log_info", "config_get", "var_set")}
  (memory (export "memory") 1)
  ${blocks}
  (func (export "process") (result i32)
    (call $output_set (call $input_block) (call $input_length))
    (i32.const 0))

  (func (export "output_past_end") (result i32)
    (call $output_set (call $input_block) (i64.const 1000000)) (i32.const 0))
  (func (export "output_in_root") (result i32)
    (call $output_set (i64.const 0) (i64.const 8)) (i32.const 0))
  (func (export "output_far_away") (result i32)
    (call $output_set (i64.const -16) (i64.const 32)) (i32.const 0))
  (func (export "output_wraps") (result i32)
    (call $output_set (i64.const 0x100000100) (i64.const 8)) (i32.const 0))
  (func (export "output_of_4_gib") (result i32)
    (call $output_set (call $input_block) (i64.const 0x100000000)) (i32.const 0))

  (func (export "error_nowhere") (result i32) (call $error_set (i64.const 0x7fffffff)) (i32.const 1))
  (func (export "error_in_root") (result i32) (call $error_set (i64.const 8)) (i32.const 1))
  (func (export "error_negative") (result i32) (call $error_set (i64.const -1)) (i32.const 1))
  (func (export "error_within_a_block") (result i32)
    (call $error_set (i64.add (call $input_block) (i64.const 1))) (i32.const 1))

  (func $forged (result i64) (local $block i64)
    (local.set $block (call $alloc (i64.const 64)))
    (call $store_u64 (i64.sub (local.get $block) (i64.const 16)) (i64.const -1))
    (call $store_u64 (i64.sub (local.get $block) (i64.const 8)) (i64.const 0x4c414956ffffffff))
    (local.get $block))
  (func (export "forged_error") (result i32) (call $error_set (call $forged)) (i32.const 1))
  (func (export "forged_log") (result i32) (call $log_info (call $forged)) (i32.const 0))
  (func (export "forged_name") (result i32) (drop (call $config_get (call $forged))) (i32.const 0))
  (func (export "forged_free") (result i32) (local $block i64) (local $round i32)
    (loop $again
      (local.set $block (call $forged))
      (call $free (local.get $block))
      (call $store_u64 (i64.sub (local.get $block) (i64.const 8)) (i64.const 0x45455246fffffff0))
      (drop (call $alloc (i64.const 64)))
      (drop (call $alloc (i64.const 1048576)))
      (local.set $round (i32.add (local.get $round) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $round) (i32.const 1000))))
    (i32.const 0))
  (func (export "name_nowhere") (result i32) (drop (call $config_get (i64.const 12345))) (i32.const 0))
  (func (export "value_nowhere") (result i32)
    (call $var_set (call $input_block) (i64.const 12345)) (i32.const 0))
  (func (export "store_everywhere") (result i32) (local $at i64)
    (loop $again
      (call $store_u8 (local.get $at) (i32.const 255))
      (local.set $at (i64.add (local.get $at) (i64.const 1)))
      (br_if $again (i64.lt_u (local.get $at) (i64.const 70000))))
    (call $store_u64 (i64.const -4) (i64.const -1))
    (call $store_u64 (i64.const 0xfffffffc) (i64.const -1))
    (i32.const 0)))`);

const ignore = (): void => {};

const violations = [
  "output_past_end",
  "output_in_root",
  "output_far_away",
  "output_wraps",
  "output_of_4_gib",
  "name_nowhere",
  "value_nowhere",
];
const errors = ["error_nowhere", "error_in_root", "error_negative", "error_within_a_block"];
const harmless = ["forged_log", "forged_free", "store_everywhere"];

describe.for(isolations)("%s", (isolation) => {
  describe.for(["fresh", "shared"] as const)("%s state", (state) => {
    test.for(violations)("%s is an ABI violation", async (name) => {
      await using plugins = await loaded();
      const violation = { code: "ABI_VIOLATION", phase: "call", plugin: "liar" } as const;
      await expectFailure(plugins.execute("liar", "input", { export: name }), violation);
      await expectEcho(plugins);
    });

    test.for(errors)("%s is an error without a text", async (name) => {
      await using plugins = await loaded();
      const reported = { code: "PLUGIN_ERROR", phase: "call", plugin: "liar" } as const;
      const error = await expectFailure(plugins.execute("liar", "input", { export: name }), reported);
      expect(error.guestMessage).toBeUndefined();
      await expectEcho(plugins);
    });

    test.for(harmless)("%s harms only its own call", async (name) => {
      await using plugins = await loaded();
      await plugins.execute("liar", "input", { export: name }).catch(() => {});
      await expectEcho(plugins);
    });

    test.for(["forged_error", "forged_name"])(
      "%s fails, and shows at most the plugin's own blocks",
      async (name) => {
        await using plugins = await loaded();
        await plugins.execute("liar", "another patient");
        const error: unknown = await plugins
          .execute("liar", "mine", { export: name })
          .catch((reason: unknown) => reason);
        expect(error).toMatchObject({ plugin: "liar", phase: "call" });
        expect(String((error as { guestMessage?: string }).guestMessage)).not.toContain("another");
        await expectEcho(plugins);
      },
    );

    async function loaded(): Promise<PluginManager> {
      const plugins = new PluginManager();
      await plugins.load("liar", {
        source,
        isolation,
        state,
        onLog: ignore,
        limits: { memoryBytes: 16 * 65_536 },
      });
      return plugins;
    }
  });
});

async function expectEcho(plugins: PluginManager): Promise<void> {
  for (const input of ["next", "", "a longer input than the one before"]) {
    expect((await plugins.execute("liar", input)).text()).toBe(input);
  }
}
