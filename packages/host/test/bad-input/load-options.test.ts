import { PluginManager, type LoadOptions } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelEcho } from "../support/echo.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";

const secret = "s3cret";

/** Options that are not right, and the name of the one that is wrong. */
const wrong: readonly (readonly [option: string, options: Readonly<Record<string, unknown>>])[] = [
  ["source", { source: 7 }],
  ["source", { source: "" }],
  ["source", { source: null }],
  ["source", {}],
  ["isolaton", { isolaton: "inline" }],
  ["isolation", { isolation: secret }],
  ["isolation", { isolation: "constructor" }],
  ["state", { state: secret }],
  ["digest", { digest: secret }],
  ["digest", { digest: 7 }],
  ["version", { version: 7 }],
  ["config.token", { config: { token: { secret } } }],
  ["config.constructor", { config: { constructor: 7.25 } }],
  ["config", { config: secret }],
  ["functions", { functions: { "extism:host/user": { save: secret } } }],
  ["functions", { functions: { "extism:host/user": { constructor: secret } } }],
  ["functions", { functions: { constructor: { save: secret } } }],
  ["allowedHosts", { allowedHosts: secret }],
  ["allowedHosts", { allowedHosts: [7.25] }],
  ["limits.memoryBytes", { limits: { memoryBytes: "7.25" } }],
  ["limits.memoryBytes", { limits: { memoryBytes: 70_007.25 } }],
  ["limits.memoryBytes", { limits: { memoryBytes: 1 } }],
  ["limits.memoryBytes", { limits: { memoryBytes: 2 ** 40 } }],
  ["limits.deadlineMs", { limits: { deadlineMs: NaN } }],
  ["limits.deadlineMs", { limits: { deadlineMs: 0 } }],
  ["limits.deadlineMs", { limits: { deadlineMs: 2 ** 40 } }],
  ["limits.inputBytes", { limits: { inputBytes: Infinity } }],
  ["limits.outputBytes", { limits: { outputBytes: -7.25 } }],
  ["limits.memory", { limits: { memory: 65_536 } }],
  ["limits", { limits: 7.25 }],
  ["logLevel", { logLevel: secret }],
  ["onLog", { onLog: secret }],
  ["concurrency", { concurrency: 0 }],
  ["concurrency", { concurrency: 7.25 }],
  ["concurrency", { concurrency: 100_000 }],
  ["concurrency", { concurrency: 2, state: "shared" }],
];

test.for(wrong)("load names the option %s and never its value: %j", async ([option, options]) => {
  await using plugins = new PluginManager();
  const all = option === "source" ? options : { source: kernelEcho, ...options };
  const refused = { code: "INVALID_OPTION", phase: "manage", plugin: "echo" } as const;
  const error = await expectFailure(plugins.load("echo", all as unknown as LoadOptions), refused);
  expect(error.message).toContain(option);
  expect(error.message).not.toMatch(/s3cret|7\.25|1099511627776/);
  expect(error.message).not.toMatch(/Received|undefined|\[object/);
  await plugins.load("echo", { source: kernelEcho, isolation: "inline" });
  expect((await plugins.execute("echo", "next")).text()).toBe("next");
});

test.for([undefined, null, 7, "./plugin.wasm"])("load refuses %j as its options", async (options) => {
  await using plugins = new PluginManager();
  const refused = { code: "INVALID_OPTION", phase: "manage", plugin: "echo" } as const;
  await expectFailure(plugins.load("echo", options as unknown as LoadOptions), refused);
});

test.for([undefined, null, 7, "", "n".repeat(201), {}, Symbol("name")])(
  "load refuses %s as a name",
  async (name) => {
    await using plugins = new PluginManager();
    const refused = { code: "INVALID_OPTION", phase: "manage" } as const;
    const error = await expectFailure(plugins.load(name as string, { source: kernelEcho }), refused);
    expect(error.message).toContain("name");
  },
);

describe.for(isolations)("limits that are undefined, %s", (isolation) => {
  test.for([
    "deadlineMs",
    "memoryBytes",
    "outputBytes",
    "inputBytes",
    "startMs",
    "queuedCalls",
    "varBytes",
  ] as const)("%s is the default", async (limit) => {
    await using plugins = new PluginManager();
    const limits = { [limit]: undefined } as Record<string, never>;
    await plugins.load("echo", { source: kernelEcho, isolation, limits });
    expect((await plugins.execute("echo", "ok")).text()).toBe("ok");
    const tooLarge = { code: "INPUT_TOO_LARGE", phase: "call", plugin: "echo" } as const;
    if (limit === "inputBytes")
      await expectFailure(plugins.execute("echo", new Uint8Array(2 ** 24 + 1)), tooLarge);
  });
});
