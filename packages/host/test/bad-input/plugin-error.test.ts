import { inspect } from "node:util";
import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { directCommands, kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { printed } from "../support/printed.ts";
import { env, wat } from "../support/wat.ts";

const patient = "Jane Doe, born 1970-01-01";
const reported = { code: "PLUGIN_ERROR", phase: "call", plugin: "commands" } as const;

describe.for(isolations)("%s", (isolation) => {
  test.for([
    ["kernel lane", kernelCommands],
    ["direct lane", directCommands],
  ] as const)("%s: what the plugin said is in guestMessage and nowhere else", async ([, source]) => {
    await using plugins = new PluginManager();
    const functions = { "extism:host/user": { wait: () => 0n } };
    await plugins.load("commands", { source, isolation, functions });
    const text = `error: ${patient}`;
    const error = await expectFailure(plugins.execute("commands", text), reported);
    expect(error.guestMessage).toBe(text);
    const everyRendering = [
      error.message,
      error.stack,
      String(error),
      inspect(error, { depth: 10, showHidden: false }),
      JSON.stringify(error),
      JSON.stringify({ ...error }),
      inspect(structuredClone(error)),
      inspect(new Error("outer", { cause: error }), { depth: 10 }),
      printed(error),
    ];
    for (const rendering of everyRendering) expect(rendering).not.toContain("Jane");
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test.for([
    ["returned 1", `(i32.const 1)`, undefined],
    ["returned -1", `(i32.const -1)`, undefined],
    ["set no text", `(call $error_set (i64.const 0)) (i32.const 7)`, undefined],
    ["set text and returned 0", `(call $error_set (call $text)) (i32.const 0)`, "!"],
    ["set what is not UTF-8", `(call $error_set (call $not_text)) (i32.const 1)`, "\ufffd"],
  ] as const)("a plugin that %s", async ([, body, guestMessage]) => {
    const source = wat(`(module ${env("alloc", "store_u8", "error_set")}
      (func $byte (param $byte i32) (result i64) (local $handle i64)
        (local.set $handle (call $alloc (i64.const 1)))
        (call $store_u8 (local.get $handle) (local.get $byte))
        (local.get $handle))
      (func $text (result i64) (call $byte (i32.const 33)))
      (func $not_text (result i64) (call $byte (i32.const 255)))
      (func (export "process") (result i32) ${body}))`);
    await using plugins = new PluginManager();
    await plugins.load("commands", { source, isolation });
    const error = await expectFailure(plugins.execute("commands", ""), reported);
    expect(error.guestMessage).toBe(guestMessage);
    expect((await expectFailure(plugins.execute("commands", ""), reported)).guestMessage).toBe(guestMessage);
  });
});
