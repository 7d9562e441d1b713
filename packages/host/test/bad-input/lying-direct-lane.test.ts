import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { wat } from "../support/wat.ts";

const page = 65_536;

/** A direct-lane guest that answers what it is told to, lie or not; `process` and `fail` differ in what they return. */
function guest({ input = "(i32.const 1024)", output = "(i64.const 0)" }): Uint8Array {
  return wat(`(module
    (memory (export "memory") 1)
    (func (export "vial_input") (param $length i32) (result i32) ${input})
    (func (export "vial_output") (result i64) ${output})
    (func (export "process") (result i32) (i32.const 0))
    (func (export "fail") (result i32) (i32.const 1)))`);
}

/** \`address << 32 | length\`, both unsigned. */
function packed(address: number, length: number): string {
  return `(i64.const ${(BigInt(address) << 32n) | BigInt(length)})`;
}

describe.for(isolations)("%s", (isolation) => {
  describe.for(["fresh", "shared"] as const)("%s state", (state) => {
    test.for([
      ["0", "(i32.const 0)", "MEMORY_LIMIT"],
      ["-1", "(i32.const -1)", "ABI_VIOLATION"],
      ["the end of memory", `(i32.const ${page})`, "ABI_VIOLATION"],
      ["a buffer that is 1 byte short", `(i32.const ${page - 99})`, "ABI_VIOLATION"],
      ["a buffer that wraps around 4 GiB", "(i32.const -50)", "ABI_VIOLATION"],
      ["nothing: it traps", "unreachable", "TRAP"],
    ] as const)("vial_input answers %s", async ([, input, code]) => {
      await using plugins = new PluginManager();
      await plugins.load("liar", { source: guest({ input }), isolation, state });
      for (const _ of ["first", "second"]) {
        await expectFailure(plugins.execute("liar", "x".repeat(100)), {
          code,
          phase: "call",
          plugin: "liar",
        });
      }
    });

    test("vial_input may place an empty input anywhere", async () => {
      await using plugins = new PluginManager();
      await plugins.load("liar", { source: guest({ input: "(i32.const -1)" }), isolation, state });
      expect((await plugins.execute("liar", "")).bytes()).toHaveLength(0);
    });

    test.for([
      ["starts past the end of memory", packed(page, 1)],
      ["ends past the end of memory", packed(page - 9, 10)],
      ["is longer than memory", packed(0, page + 1)],
      ["starts at the last address", packed(0xffff_ffff, 1)],
      ["wraps around 4 GiB", packed(0xffff_fff0, 0x20)],
      ["wraps around 4 GiB and ends inside", packed(0xffff_ffff, page)],
    ] as const)("an output that %s is refused", async ([, output]) => {
      await using plugins = new PluginManager();
      await plugins.load("liar", { source: guest({ output }), isolation, state });
      const violation = { code: "ABI_VIOLATION", phase: "call", plugin: "liar" } as const;
      await expectFailure(plugins.execute("liar", "input"), violation);
      // Where it should name its error text.
      await expectFailure(plugins.execute("liar", "input", { export: "fail" }), violation);
      await expectFailure(plugins.execute("liar", "input"), violation);
    });

    test("an output of 4 GiB is refused, whatever its address", async () => {
      await using plugins = new PluginManager();
      await plugins.load("liar", { source: guest({ output: "(i64.const -1)" }), isolation, state });
      const error = expectFailure(plugins.execute("liar", ""), {
        code: "ABI_VIOLATION",
        phase: "call",
        plugin: "liar",
      });
      await error;
    });

    test("vial_output that traps is a trap", async () => {
      await using plugins = new PluginManager();
      await plugins.load("liar", { source: guest({ output: "unreachable" }), isolation, state });
      const trap = { code: "TRAP", phase: "call", plugin: "liar" } as const;
      await expectFailure(plugins.execute("liar", "input"), trap);
      await expectFailure(plugins.execute("liar", "input", { export: "fail" }), trap);
      await expectFailure(plugins.execute("liar", "input"), trap);
    });
  });
});

test("vial_output that loops is ended at the deadline", async () => {
  const output = "(loop $again (br $again)) (i64.const 0)";
  await using plugins = new PluginManager();
  await plugins.load("liar", { source: guest({ output }) });
  const late = { code: "DEADLINE_EXCEEDED", phase: "call", plugin: "liar" } as const;
  await expectFailure(plugins.execute("liar", "", { deadline: 100 }), late);
});

test("vial_input that loops is ended at the deadline", async () => {
  const input = "(loop $again (br $again)) (i32.const 0)";
  await using plugins = new PluginManager();
  await plugins.load("liar", { source: guest({ input }) });
  const late = { code: "DEADLINE_EXCEEDED", phase: "call", plugin: "liar" } as const;
  await expectFailure(plugins.execute("liar", "", { deadline: 100 }), late);
});
