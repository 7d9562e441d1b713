import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { wat } from "../support/wat.ts";

/** One export for each way to trap, and the words the message has to have. */
const traps = {
  unreachable: ["unreachable", "(unreachable)"],
  load: ["memory access out of bounds", "(drop (i32.load (i32.const -4)))"],
  store: ["memory access out of bounds", "(i32.store (i32.const 65533) (i32.const 1))"],
  copy: ["memory access out of bounds", "(memory.copy (i32.const 0) (i32.const 65535) (i32.const 2))"],
  divide: ["divide by zero", "(drop (i32.div_s (i32.const 1) (i32.const 0)))"],
  remainder: ["by zero", "(drop (i64.rem_u (i64.const 1) (i64.const 0)))"],
  overflow: ["unrepresentable", "(drop (i32.div_s (i32.const -2147483648) (i32.const -1)))"],
  truncate: ["float unrepresentable", "(drop (i32.trunc_f64_s (f64.const nan)))"],
  null: ["", "(call_indirect (type $nothing) (i32.const 1))"],
  signature: ["", "(call_indirect (type $number) (i64.const 0) (i32.const 0))"],
  element: ["", "(call_indirect (type $nothing) (i32.const 99))"],
  recursion: ["call stack exhausted", "(call $recursion)"],
} as const;

const source = wat(`(module
  (type $nothing (func))
  (type $number (func (param i64)))
  (memory (export "memory") 1)
  (table $table 2 funcref)
  (elem (i32.const 0) $ok)
  (func $ok)
  ${Object.entries(traps)
    .map(([name, [, body]]) => `(func $${name} (export "${name}") ${body})`)
    .join("\n")}
  (func (export "process") (result i32) (i32.const 0)))`);

describe.for(isolations)("%s", (isolation) => {
  describe.for(["fresh", "shared"] as const)("%s state", (state) => {
    test.for(Object.entries(traps))("%s", async ([name, [words]]) => {
      await using plugins = new PluginManager();
      await plugins.load("traps", { source, isolation, state, version: "1.2.3" });
      const trap = { code: "TRAP", phase: "call", plugin: "traps" } as const;
      const error = await expectFailure(plugins.execute("traps", "input", { export: name }), trap);
      expect(error.message).toContain(words);
      expect(error.version).toBe("1.2.3");
      expect(error.cause).toBeUndefined();
      expect(error.guestStack).toContain("wasm");
      expect((await plugins.execute("traps", "input")).bytes()).toHaveLength(0);
    });
  });
});
