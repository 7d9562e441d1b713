import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelEcho } from "../support/echo.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { blocks, env, wat } from "../support/wat.ts";

const objectMembers = ["__proto__", "toString", "constructor", "hasOwnProperty", "valueOf", "then"];

test.for([...objectMembers, "not loaded", "", "a\u2028b"])(
  "plugin %j is not there until it is loaded",
  async (name) => {
    await using plugins = new PluginManager();
    const missing = { code: "PLUGIN_NOT_FOUND", phase: "manage", plugin: name } as const;
    await expectFailure(plugins.execute(name, ""), missing);
    await expectFailure(plugins.executePlugin(name, ""), missing);
    await expectFailure(plugins.executeMany(name, [""]), missing);
    await expectFailure(plugins.unload(name), missing);
    await plugins.load("echo", { source: kernelEcho, isolation: "inline" });
    expect((await plugins.execute("echo", "next")).text()).toBe("next");
  },
);

test.for(objectMembers)("%j is a plugin's name like any other", async (name) => {
  await using plugins = new PluginManager();
  await plugins.load(name, { source: kernelEcho });
  expect((await plugins.execute(name, "ok")).text()).toBe("ok");
  expect(plugins.list().map((plugin) => plugin.name)).toEqual([name]);
  await plugins.unload(name);
});

test("a name is taken once, also while its plugin loads", async () => {
  await using plugins = new PluginManager();
  const taken = { code: "PLUGIN_EXISTS", phase: "manage", plugin: "echo" } as const;
  const loading = plugins.load("echo", { source: kernelEcho });
  await expectFailure(plugins.load("echo", { source: kernelEcho }), taken);
  const early = { code: "PLUGIN_NOT_FOUND", phase: "manage", plugin: "echo" } as const;
  expect((await expectFailure(plugins.execute("echo", ""), early)).message).toContain("loading");
  await loading;
  await expectFailure(plugins.load("echo", { source: kernelEcho }), taken);
  expect((await plugins.execute("echo", "ok")).text()).toBe("ok");
});

test("of many loads of one name at once exactly one succeeds", async () => {
  await using plugins = new PluginManager();
  const loads = Array.from({ length: 5 }, () =>
    plugins.load("echo", { source: kernelEcho, isolation: "inline" }),
  );
  const outcomes = await Promise.allSettled(loads);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual([
    "fulfilled",
    ...Array(4).fill("rejected"),
  ]);
  expect(plugins.list()).toHaveLength(1);
});

describe.for(isolations)("%s", (isolation) => {
  test.for(objectMembers)("%j is a config key like any other", async (key) => {
    const source = wat(`(module
      ${env("alloc", "store_u8", "input_length", "input_load_u8", "output_set", "config_get", "length")}
      ${blocks}
      (memory (export "memory") 1)
      (func (export "process") (result i32) (local $value i64)
        (local.set $value (call $config_get (call $input_block)))
        (call $output_set (local.get $value) (call $length (local.get $value)))
        (i32.const 0)))`);
    await using plugins = new PluginManager();
    await plugins.load("without", { source, isolation });
    expect((await plugins.execute("without", key)).text()).toBe("");
    const config = JSON.parse(`{ ${JSON.stringify(key)}: "value" }`) as Record<string, string>;
    await plugins.load("with", { source, isolation, config });
    expect((await plugins.execute("with", key)).text()).toBe("value");
    expect((await plugins.execute("with", "toLocaleString")).text()).toBe("");
  });

  test.for(objectMembers)("%j is a host function's namespace and name like any other", async (name) => {
    const source = wat(`(module
      (import "${name}" "f" (func $f (param i32) (result i32)))
      (import "extism:host/user" "${name}" (func $g (param i32) (result i32)))
      (func (export "process") (result i32)
        (i32.sub (i32.add (call $f (i32.const 1)) (call $g (i32.const 2))) (i32.const 33))))`);
    const key = JSON.stringify(name);
    const functions = Object.defineProperty({}, name, {
      value: { f: (_: unknown, value: number) => value + 10 },
      enumerable: true,
    });
    const own = Object.defineProperty({}, name, {
      value: (_: unknown, value: number) => value + 20,
      enumerable: true,
    });
    Object.assign(functions, { "extism:host/user": own });
    await using plugins = new PluginManager();
    await plugins.load(`names ${key}`, { source, isolation, functions });
    expect((await plugins.execute(`names ${key}`, "")).bytes()).toHaveLength(0);
  });
});
