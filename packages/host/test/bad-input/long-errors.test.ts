import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { env, wat } from "../support/wat.ts";

const MiB = 1024 * 1024;
const bytes = 40 * MiB;

/** Fills its error text with characters of two bytes, behind one of one byte. */
const fill = `
  (memory (export "memory") 642)
  (func $fill (local $at i32)
    (i32.store8 (i32.const 0) (i32.const 0x61))
    (loop $next
      (i32.store16 (i32.add (local.get $at) (i32.const 1)) (i32.const 0xa9c3))
      (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 2))) (i32.const ${bytes})))))`;

const direct = wat(`(module ${fill}
  (func (export "vial_input") (param i32) (result i32) (i32.const 64))
  (func (export "vial_output") (result i64) (i64.const ${bytes}))
  (func (export "process") (result i32) (call $fill) (i32.const 1)))`);

const trap = wat(`(module ${env("alloc", "store_u64", "error_set")} ${fill}
  (func (export "process") (result i32) (local $h i64) (local $at i64)
    (call $fill)
    (local.set $h (call $alloc (i64.const ${2 * MiB})))
    (loop $next
      (call $store_u64 (i64.add (local.get $h) (local.get $at)) (i64.load (i32.wrap_i64 (local.get $at))))
      (local.set $at (i64.add (local.get $at) (i64.const 8)))
      (br_if $next (i64.lt_u (local.get $at) (i64.const ${2 * MiB}))))
    (call $error_set (local.get $h))
    (unreachable)))`);

describe.for(isolations)("%s", (isolation) => {
  test.for([
    ["returns a code", "PLUGIN_ERROR", direct],
    ["traps", "TRAP", trap],
  ] as const)(
    "of what a plugin says of its failure, the error has 1 MiB, when it %s",
    async ([, code, source]) => {
      await using plugins = new PluginManager();
      await plugins.load("talker", { source, isolation });
      const expected = { code, phase: "call", plugin: "talker" } as const;
      const error = await expectFailure(plugins.execute("talker", ""), expected);
      expect(error.guestMessage).toBe(`a${"é".repeat(MiB / 2 - 1)}`);
    },
  );
});
