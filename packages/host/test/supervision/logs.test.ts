import { PluginManager, type LogEntry } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { env, wat } from "../support/wat.ts";

const functions = { "extism:host/user": { wait: () => 0n } };
const late = { code: "DEADLINE_EXCEEDED", phase: "call", plugin: "commands" } as const;

test("what a call logged before it was killed is delivered", async () => {
  const entries: LogEntry[] = [];
  await using plugins = new PluginManager();
  const onLog = (entry: LogEntry): void => void entries.push(entry);
  await plugins.load("commands", { source: kernelCommands, functions, onLog });
  await expectFailure(plugins.execute("commands", "loop", { deadline: 100 }), late);
  expect(entries).toEqual([{ plugin: "commands", level: "info", message: "loop" }]);
  await plugins.execute("commands", "ok");
  expect(entries.map(({ message }) => message)).toEqual(["loop", "ok"]);
});

const failingListener = (): never => {
  throw new Error("the log is full");
};

describe.for(isolations)("a listener that throws, %s", (isolation) => {
  test("does not change the call's answer", async () => {
    await using plugins = new PluginManager();
    await plugins.load("commands", { source: kernelCommands, functions, isolation, onLog: failingListener });
    expect((await plugins.execute("commands", "ok 1")).text()).toBe("ok 1");
    const reported = { code: "PLUGIN_ERROR", phase: "call", plugin: "commands" } as const;
    await expectFailure(plugins.execute("commands", "error"), reported);
    expect((await plugins.execute("commands", "ok 2")).text()).toBe("ok 2");
  });
});

test("a listener that throws does not keep a call from being killed", async () => {
  await using plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions, onLog: failingListener });
  await expectFailure(plugins.execute("commands", "loop", { deadline: 100 }), late);
  expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
});

test("a plugin that logs nothing, without end, does not fill the host's memory", async () => {
  const source = wat(`(module ${env("log_info")}
    (func (export "process") (result i32)
      (loop $again (call $log_info (i64.const 0)) (br $again))
      (i32.const 0)))`);
  let entries = 0;
  await using plugins = new PluginManager();
  await plugins.load("commands", { source, onLog: () => void entries++, limits: { logBytes: 1_000 } });
  await expectFailure(plugins.execute("commands", "", { deadline: 100 }), late);
  expect(entries).toBeLessThanOrEqual(1_001);
});
