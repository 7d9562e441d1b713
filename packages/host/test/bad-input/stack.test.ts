import { PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { withFunctionNames } from "../support/module-bytes.ts";
import { wat } from "../support/wat.ts";

// A second line that looks like a frame of the host's must not save the first one from being taken out.
const forged = "Jane Doe\n    at forged (host.js:1:1)\nERROR forged";

const named = withFunctionNames(
  wat(`(module
    (import "extism:host/env" "config_get" (func $config_get (param i64) (result i64)))
    (import "extism:host/user" "save" (func $save))
    (func (export "process") (result i32) (call $save) (i32.const 0))
    (func (export "violate") (result i32) (drop (call $config_get (i64.const 12345))) (i32.const 0))
    (func (export "trap") (result i32) unreachable))`),
  ["config_get", "save", forged, forged, forged],
);

test.for(isolations)("a plugin's names for its functions stay out of errors, %s", async (isolation) => {
  await using plugins = new PluginManager();
  const functions = {
    "extism:host/user": {
      save: () => {
        throw new Error("refused");
      },
    },
  };
  await plugins.load("named", { source: named, isolation, functions });
  for (const [name, code] of [
    ["trap", "TRAP"],
    ["violate", "ABI_VIOLATION"],
    ["process", "HOST_FUNCTION_FAILED"],
  ] as const) {
    const error = await expectFailure(plugins.execute("named", "", { export: name }), {
      code,
      phase: "call",
      plugin: "named",
    });
    // A host function's own error has a stack that V8 wrote, with the frames of whoever called.
    const texts = [error.stack, error.guestStack, (error.cause as Error | undefined)?.stack];
    for (const text of texts) expect(text ?? "").not.toMatch(/Jane|forged/);
  }
});

test.for(isolations)("loaded with debug, guestStack shows them, %s", async (isolation) => {
  await using plugins = new PluginManager();
  const functions = { "extism:host/user": { save: () => {} } };
  await plugins.load("named", { source: named, isolation, functions, debug: true });
  const error = await expectFailure(plugins.execute("named", "", { export: "trap" }), {
    code: "TRAP",
    phase: "call",
    plugin: "named",
  });
  expect(error.guestStack).toContain("forged");
  expect(error.stack).not.toMatch(/Jane|forged/);
});
