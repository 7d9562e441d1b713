import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { wat } from "../support/wat.ts";

const source = wat(`(module
  (memory (export "memory") 1)
  (global (export "global") i32 (i32.const 0))
  (table (export "table") 1 funcref)
  (func (export "takes a parameter") (param i32) (result i32) (i32.const 0))
  (func (export "returns two") (result i32 i32) (i32.const 0) (i32.const 0))
  (func (export "process") (result i32) (i32.const 0)))`);

describe.for(isolations)("%s", (isolation) => {
  test.for([
    "missing",
    "",
    "memory",
    "global",
    "table",
    "takes a parameter",
    "returns two",
    "vial:memory:0",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "then",
  ])("export %j cannot be called", async (name) => {
    await using plugins = new PluginManager();
    await plugins.load("exports", { source, isolation });
    const expected = { code: "EXPORT_MISSING", phase: "call", plugin: "exports" } as const;
    const error = await expectFailure(plugins.execute("exports", "input", { export: name }), expected);
    expect(error.message).toContain(JSON.stringify(name));
    expect((await plugins.execute("exports", "")).bytes()).toHaveLength(0);
  });

  test("exports with the names of an object's own members are called like any other", async () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "then", "valueOf"];
    const functions = names.map((name) => `(func (export "${name}") (result i32) (i32.const 0))`);
    await using plugins = new PluginManager();
    await plugins.load("names", { source: wat(`(module ${functions.join("\n")})`), isolation });
    expect(plugins.list()[0]!.exports).toEqual(names);
    for (const name of names) await plugins.execute("names", "", { export: name });
  });
});
