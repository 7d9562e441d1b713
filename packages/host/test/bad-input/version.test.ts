import { PluginManager, type PluginInput } from "@vial/host";
import { expect, test } from "vitest";
import { directCommands } from "../support/commands.ts";
import { expectRefusal } from "../support/failure.ts";

const functions = {
  "extism:host/user": {
    wait: () => {
      throw new Error("refused");
    },
  },
};

test.for<
  readonly [
    code: string,
    input: PluginInput,
    options?: { readonly export?: string; readonly deadline?: number },
  ]
>([
  ["TRAP", "trap"],
  ["PLUGIN_ERROR", "error"],
  ["HOST_FUNCTION_FAILED", "wait"],
  ["DEADLINE_EXCEEDED", "loop", { deadline: 50 }],
  ["INPUT_TOO_LARGE", "x".repeat(101)],
  ["INPUT_INVALID", NaN],
  ["EXPORT_MISSING", "", { export: "none" }],
  ["OUTPUT_NOT_JSON", "not JSON"],
  ["OUTPUT_NOT_TEXT", Uint8Array.of(0xff)],
])("an error with code %s bears the plugin's version", async ([code, input, options]) => {
  await using plugins = new PluginManager();
  await plugins.load("plugin", {
    source: directCommands,
    version: "1.2.3",
    functions,
    limits: { inputBytes: 100 },
  });
  const call = plugins.execute("plugin", input, options).then((result) => result.json());
  await expect(call).rejects.toMatchObject({ code, plugin: "plugin", version: "1.2.3" });
});

test("an error of a load bears the version that was to be loaded", async () => {
  const invalid = { code: "INVALID_MODULE", phase: "load" } as const;
  const error = await expectRefusal({ source: new Uint8Array(8), version: "1.2.3" }, invalid);
  expect(error.version).toBe("1.2.3");
});
