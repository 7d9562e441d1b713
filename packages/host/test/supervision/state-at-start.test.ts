import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { blocks, env, wat } from "../support/wat.ts";

/** Calls the host while it starts and in every call; a table it writes to makes every call start a new instance. */
const chatty = (renewed: boolean): Uint8Array =>
  wat(`(module
    (import "extism:host/user" "start" (func $start (result i32)))
    (import "extism:host/user" "call" (func $call (result i32)))
    (memory (export "memory") 1)
    (table $table 1 funcref)
    (func $on_start (if (call $start) (then unreachable)))
    (start $on_start)
    (func (export "process") (result i32)
      ${renewed ? "(table.set $table (i32.const 0) (ref.null func))" : ""}
      (call $call)))`);

describe.for(isolations)("%s", (isolation) => {
  describe.for([false, true])("a new instance for every call: %s", (renewed) => {
    const source = chatty(renewed);

    test("host functions of a call get its host context, also when one ran at the start", async () => {
      const contexts: unknown[] = [];
      const functions = {
        "extism:host/user": {
          start: () => 0,
          call: ({ hostContext }: { readonly hostContext: unknown }) => {
            contexts.push(hostContext);
            return 0;
          },
        },
      };
      await using plugins = new PluginManager();
      await plugins.load("chatty", { source, isolation, functions });
      await plugins.execute("chatty", "", { hostContext: "first" });
      await plugins.execute("chatty", "", { hostContext: "second" });
      expect(contexts).toEqual(["first", "second"]);
    });

    test("the context of a host function that ran at the start is unusable in the calls after it", async () => {
      const use: (() => void)[] = [];
      const functions = {
        "extism:host/user": {
          start: (context: { store(value: string): bigint }) => {
            use.push(() => context.store("late"));
            return 0;
          },
          call: () => {
            expect(() => use[0]!()).toThrow("over");
            return 0;
          },
        },
      };
      await using plugins = new PluginManager();
      await plugins.load("chatty", { source, isolation, functions });
      await plugins.execute("chatty", "");
    });

    test("a start that traps is not reported as the failure of the call before it", async () => {
      let trap = 0;
      const functions = {
        "extism:host/user": {
          start: () => trap,
          call: () => {
            trap = 1;
            throw new Error("the first call's own failure");
          },
        },
      };
      await using plugins = new PluginManager();
      await plugins.load("chatty", { source, isolation, functions });
      const first = { code: "HOST_FUNCTION_FAILED", phase: "call", plugin: "chatty" } as const;
      await expectFailure(plugins.execute("chatty", ""), first);
      const second = await expectFailure(plugins.execute("chatty", ""), {
        ...first,
        code: "TRAP",
        phase: "instantiate",
      });
      expect(second.cause).toBeUndefined();
      trap = 0;
      await expectFailure(plugins.execute("chatty", ""), first);
    });
  });
});

describe.for(isolations)("%s", (isolation) => {
  test.for([false, true])(
    "a variable set at the start is there in every call, a new instance each: %s",
    async (renewed) => {
      const source = wat(`(module
      ${env("alloc", "store_u8", "input_length", "input_load_u8", "output_set", "var_get", "var_set")}
      (memory (export "memory") 1)
      (data (i32.const 0) "v")
      (table $table 1 funcref)
      ${blocks}
      (func $name (result i64) (call $block (i32.const 0) (i32.const 1)))
      (func $on_start (call $var_set (call $name) (call $name)))
      (start $on_start)
      (func (export "process") (result i32)
        ${renewed ? "(table.set $table (i32.const 0) (ref.null func))" : ""}
        (i32.store8 (i32.const 8) (i64.ne (call $var_get (call $name)) (i64.const 0)))
        (call $var_set (call $name) (i64.const 0))
        (call $output_set (call $block (i32.const 8) (i32.const 1)) (i64.const 1))
        (i32.const 0)))`);
      await using plugins = new PluginManager();
      await plugins.load("plugin", { source, isolation });
      const seen: (number | undefined)[] = [];
      for (let call = 0; call < 3; call++) seen.push((await plugins.execute("plugin", "")).bytes()[0]);
      expect(seen).toEqual([1, 1, 1]);
    },
  );
});
