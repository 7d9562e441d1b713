import { PluginManager, type ExecuteManyOptions, type ExecuteOptions } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";

const functions = { "extism:host/user": { wait: () => 0n } };
const refused = { code: "INVALID_OPTION", phase: "manage", plugin: "commands" } as const;

describe.for(isolations)("%s", (isolation) => {
  test.for<readonly [string, Readonly<Record<string, unknown>>]>([
    ["deadline", { deadline: NaN }],
    ["deadline", { deadline: 0 }],
    ["deadline", { deadline: -1 }],
    ["deadline", { deadline: Infinity }],
    ["deadline", { deadline: 2 ** 31 }],
    ["deadline", { deadline: "100" }],
    ["deadline", { deadline: null }],
    ["deadline", { deadline: 100n }],
    ["signal", { signal: new AbortController() }],
    ["signal", { signal: "s3cret" }],
    ["export", { export: null }],
    ["into", { into: null }],
    ["into", { into: new ArrayBuffer(8) }],
    ["into", { into: new Uint16Array(8) }],
    ["into", { into: new Uint8Array(new SharedArrayBuffer(8)) }],
  ])("execute refuses a wrong %s: %o", async ([option, options]) => {
    await using plugins = new PluginManager();
    await plugins.load("commands", { source: kernelCommands, isolation, functions });
    const error = await expectFailure(
      plugins.execute("commands", "refused", options as ExecuteOptions),
      refused,
    );
    expect(error.message).toContain(option);
    expect(error.message).not.toContain("s3cret");
    // Two at once: an answer to the refused call would be taken for one of these.
    const next = await Promise.all([
      plugins.execute("commands", "call 1"),
      plugins.execute("commands", "call 2"),
    ]);
    expect(next.map((result) => result.text())).toEqual(["call 1", "call 2"]);
  });

  test.for([0, -1, 1.5, NaN, Infinity, "2", null])(
    "executeMany refuses concurrency %j",
    async (concurrency) => {
      await using plugins = new PluginManager();
      await plugins.load("commands", { source: kernelCommands, isolation, functions });
      const options = { concurrency } as ExecuteManyOptions;
      const error = await expectFailure(plugins.executeMany("commands", ["x"], options), refused);
      expect(error.message).toContain("concurrency");
    },
  );

  test("executeMany refuses memory for outputs, of which it would need one for each call", async () => {
    await using plugins = new PluginManager();
    await plugins.load("commands", { source: kernelCommands, isolation, functions });
    const options = { into: new Uint8Array(8) } as ExecuteManyOptions;
    const error = await expectFailure(plugins.executeMany("commands", ["x"], options), refused);
    expect(error.message).toContain("memory for their outputs");
  });
});
