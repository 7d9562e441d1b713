import { asyncHostFunction, PluginManager, type CallContext } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { inTime } from "../support/in-time.ts";
import { isolations } from "../support/isolations.ts";
import { wat } from "../support/wat.ts";

const aborted = { code: "CALL_ABORTED", phase: "call", plugin: "commands" } as const;
const late = { ...aborted, code: "DEADLINE_EXCEEDED" } as const;

const never = (): Promise<bigint> => new Promise(() => {});

/** Keeps the host's thread for 30 ms. */
function block(): bigint {
  const until = performance.now() + 30;
  while (performance.now() < until);
  return 0n;
}

describe.for(isolations)("%s", (isolation) => {
  async function loaded(wait: (context: CallContext) => Promise<bigint>): Promise<PluginManager> {
    const plugins = new PluginManager();
    const functions = { "extism:host/user": { wait: asyncHostFunction(wait) } };
    await plugins.load("commands", { source: kernelCommands, isolation, functions, concurrency: 1 });
    return plugins;
  }

  test("export calls another function than process", async () => {
    const source = wat(`(module
      (memory (export "memory") 1) (data (i32.const 0) "ab")
      (global $at (mut i32) (i32.const 0))
      (func (export "vial_input") (param i32) (result i32) (i32.const 64))
      (func (export "vial_output") (result i64)
        (i64.or (i64.shl (i64.extend_i32_u (global.get $at)) (i64.const 32)) (i64.const 1)))
      (func (export "process") (result i32) (i32.const 0))
      (func (export "other") (result i32) (global.set $at (i32.const 1)) (i32.const 0))
      (func (export "returns nothing") (global.set $at (i32.const 1))))`);
    await using plugins = new PluginManager();
    await plugins.load("exports", { source, isolation });
    expect(plugins.list()[0]!.exports).toEqual(
      expect.arrayContaining(["process", "other", "returns nothing"]),
    );
    expect((await plugins.execute("exports", "")).text()).toBe("a");
    expect((await plugins.execute("exports", "", { export: "other" })).text()).toBe("b");
    expect((await plugins.execute("exports", "", { export: "returns nothing" })).text()).toBe("b");
    expect((await plugins.execute("exports", "", { export: "process" })).text()).toBe("a");
  });

  test("a deadline ends a call that waits for the host", inTime, async () => {
    await using plugins = await loaded(never);
    const startedAt = performance.now();
    await expectFailure(plugins.execute("commands", "wait", { deadline: 100 }), late);
    const took = performance.now() - startedAt;
    expect(took).toBeGreaterThanOrEqual(98);
    expect(took).toBeLessThan(350);
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test("a deadline in fractions of a millisecond is one", async () => {
    await using plugins = await loaded(never);
    await expectFailure(plugins.execute("commands", "wait", { deadline: 0.5 }), late);
  });

  test("a signal that is aborted before the call refuses it", async () => {
    let calls = 0;
    await using plugins = await loaded(async () => BigInt(++calls));
    const reason = new Error("the user left");
    const call = plugins.execute("commands", "wait", { signal: AbortSignal.abort(reason) });
    const error = await expectFailure(call, aborted);
    expect(error.cause).toBe(reason);
    expect(calls).toBe(0);
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test("a signal that is aborted while the call waits for its turn takes it out of the queue", async () => {
    const { promise, resolve } = Promise.withResolvers<bigint>();
    await using plugins = await loaded(() => promise);
    const first = plugins.execute("commands", "wait");
    const abort = new AbortController();
    const second = expectFailure(plugins.execute("commands", "ok", { signal: abort.signal }), aborted);
    expect(plugins.list()[0]!.queued).toBe(1);
    abort.abort();
    expect(plugins.list()[0]!.queued).toBe(0);
    await second;
    resolve(0n);
    expect((await first).text()).toBe("wait");
  });

  test("a signal that is aborted while the call waits for the host ends it", async () => {
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
    await using plugins = await loaded(() => {
      enter();
      return never();
    });
    const abort = new AbortController();
    const call = expectFailure(plugins.execute("commands", "wait", { signal: abort.signal }), aborted);
    await entered;
    abort.abort();
    await call;
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test("a signal that is aborted after the call, or never, changes nothing", async () => {
    await using plugins = await loaded(async () => 0n);
    const abort = new AbortController();
    const { signal } = abort;
    for (let call = 0; call < 20; call++) await plugins.execute("commands", "wait", { signal });
    abort.abort();
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test("hostContext reaches host functions of that call, as it is", async () => {
    const seen: unknown[] = [];
    await using plugins = await loaded(async ({ hostContext }) => BigInt(seen.push(hostContext)));
    const context = { user: "dr", query: () => "not cloneable" };
    await plugins.execute("commands", "wait", { hostContext: context });
    await plugins.execute("commands", "wait");
    await plugins.execute("commands", "wait", { hostContext: null });
    expect(seen[0]).toBe(context);
    expect(seen).toEqual([context, undefined, null]);
  });
});

test("a signal that is aborted while the plugin runs in its worker ends it", inTime, async () => {
  const functions = { "extism:host/user": { wait: () => 0n } };
  await using plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions });
  const startedAt = performance.now();
  await expectFailure(plugins.execute("commands", "loop", { signal: AbortSignal.timeout(50) }), aborted);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
});

test("an inline call that took longer than its deadline has failed, though nothing could stop it", async () => {
  await using plugins = new PluginManager();
  const functions = { "extism:host/user": { wait: block } };
  await plugins.load("commands", { source: kernelCommands, functions, isolation: "inline" });
  await expectFailure(plugins.execute("commands", "wait", { deadline: 10 }), late);
  expect((await plugins.execute("commands", "ok", { deadline: 1_000 })).text()).toBe("ok");
});
