import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { expectFailure, expectRefusal } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { blocks, env, wat } from "../support/wat.ts";

const page = 65_536;

describe.for(isolations)("%s", (isolation) => {
  describe.for([
    ["kernel lane", kernelEcho],
    ["direct lane", directEcho],
  ] as const)("%s", ([, source]) => {
    test("an input of limits.inputBytes is taken, one more byte is refused", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation, limits: { inputBytes: 1_000 } });
      const tooLarge = { code: "INPUT_TOO_LARGE", phase: "call", plugin: "echo" } as const;
      const error = await expectFailure(plugins.execute("echo", new Uint8Array(1_001)), tooLarge);
      expect(error.message).toContain("limits.inputBytes");
      // The limit is on bytes, not on characters.
      await expectFailure(plugins.execute("echo", "é".repeat(501)), tooLarge);
      expect((await plugins.execute("echo", "é".repeat(500))).bytes()).toHaveLength(1_000);
    });

    test("an output of limits.outputBytes is given, one more byte is refused", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation, limits: { outputBytes: 1_000 } });
      const tooLarge = { code: "OUTPUT_TOO_LARGE", phase: "call", plugin: "echo" } as const;
      const error = await expectFailure(plugins.execute("echo", new Uint8Array(1_001)), tooLarge);
      expect(error.message).toContain("limits.outputBytes");
      expect((await plugins.execute("echo", new Uint8Array(1_000))).bytes()).toHaveLength(1_000);
    });

    test("an input that does not fit into the plugin's memory is refused", async () => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation, limits: { memoryBytes: 2 * page } });
      const full = { code: "MEMORY_LIMIT", phase: "call", plugin: "echo" } as const;
      await expectFailure(plugins.execute("echo", new Uint8Array(3 * page)), full);
      expect((await plugins.execute("echo", "next")).text()).toBe("next");
    });
  });

  test("an output longer than limits.outputBytes is not even copied", async () => {
    const source = wat(`(module
      (memory (export "memory") 512)
      (func (export "vial_input") (param i32) (result i32) (i32.const 16))
      (func (export "vial_output") (result i64) (i64.const ${512 * page - 16}))
      (func (export "process") (result i32) (i32.const 0)))`);
    await using plugins = new PluginManager();
    await plugins.load("large", { source, isolation });
    await expectFailure(plugins.execute("large", ""), {
      code: "OUTPUT_TOO_LARGE",
      phase: "call",
      plugin: "large",
    });
    await expectFailure(plugins.execute("large", ""), {
      code: "OUTPUT_TOO_LARGE",
      phase: "call",
      plugin: "large",
    });
  });

  test.for([
    ["memory", "(memory 3)"],
    ["memory that is exported", `(memory (export "memory") 3)`],
    ["table", "(table 10001 funcref)"],
  ] as const)("a %s that starts out over its limit is refused before it is there", async ([, line]) => {
    const limits = { memoryBytes: 2 * page };
    await expectRefusal(
      { source: wat(`(module ${line})`), isolation, limits },
      { code: "MEMORY_LIMIT", phase: "load" },
    );
  });

  test("growing past limits.memoryBytes fails within the plugin, whatever maximum it declares", async () => {
    const source = wat(`(module
      ${env("alloc", "store_u8", "output_set")}
      (memory (export "memory") 1 60000)
      ${blocks.slice(0, blocks.indexOf("(func $input_block"))}
      (func (export "process") (result i32)
        (i32.store8 (i32.const 0) (i32.eq (memory.grow (i32.const 1)) (i32.const 1)))
        (i32.store8 (i32.const 1) (i32.eq (memory.grow (i32.const 1)) (i32.const -1)))
        (i32.store8 (i32.const 2) (memory.size))
        (call $output_set (call $block (i32.const 0) (i32.const 3)) (i64.const 3))
        (i32.const 0)))`);
    await using plugins = new PluginManager();
    await plugins.load("grow", { source, isolation, limits: { memoryBytes: 2 * page } });
    for (const _ of ["first", "second"]) {
      expect([...(await plugins.execute("grow", "")).bytes()]).toEqual([1, 1, 2]);
    }
  });

  test("alloc gives 0 once limits.memoryBytes is reached", async () => {
    const source = wat(`(module ${env("alloc")}
      (func (export "process") (result i32)
        (loop $again (br_if $again (i64.ne (call $alloc (i64.const 4096)) (i64.const 0))))
        (i32.const 0)))`);
    await using plugins = new PluginManager();
    await plugins.load("greedy", { source, isolation, limits: { memoryBytes: 2 * page } });
    await plugins.execute("greedy", "");
    await plugins.execute("greedy", "");
    expect(plugins.list()[0]!.memoryBytes).toBeLessThanOrEqual(2 * page);
  });
});
