import {
  asyncHostFunction,
  PluginManager,
  type CallContext,
  type HostFunction,
  type PluginError,
} from "@vial/host";
import { describe, expect, test } from "vitest";
import { directCommands, kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";

const late = { code: "DEADLINE_EXCEEDED", phase: "call", plugin: "commands" } as const;
const failed = { code: "HOST_FUNCTION_FAILED", phase: "call", plugin: "commands" } as const;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.for([
  ["thread", "kernel lane", kernelCommands],
  ["thread", "direct lane", directCommands],
  ["process", "kernel lane", kernelCommands],
  ["process", "direct lane", directCommands],
  ["inline", "kernel lane", kernelCommands],
  ["inline", "direct lane", directCommands],
] as const)("%s, %s", ([isolation, , source]) => {
  async function loaded(wait: HostFunction, concurrency?: number): Promise<PluginManager> {
    const plugins = new PluginManager();
    const options = concurrency === undefined ? {} : { concurrency };
    await plugins.load("commands", {
      source,
      isolation,
      functions: { "extism:host/user": { wait } },
      ...options,
    });
    return plugins;
  }

  test("one that throws fails its call with the error as cause", async () => {
    const cause = new Error("the database is away");
    await using plugins = await loaded(() => {
      throw cause;
    });
    const error = await expectFailure(plugins.execute("commands", "wait"), failed);
    expect(error.cause).toBe(cause);
    expect(error.message).toContain("wait");
    expect(error.message).not.toContain("database");
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test("one that rejects fails its call with the error as cause", async () => {
    const cause = new Error("the database is away");
    await using plugins = await loaded(async () => {
      await sleep(1);
      throw cause;
    });
    expect((await expectFailure(plugins.execute("commands", "wait"), failed)).cause).toBe(cause);
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test("one that never settles ends with its call's deadline", async () => {
    await using plugins = await loaded(asyncHostFunction(() => new Promise(() => {})));
    const startedAt = performance.now();
    await expectFailure(plugins.execute("commands", "wait", { deadline: 100 }), late);
    expect(performance.now() - startedAt).toBeLessThan(350);
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test.for(["resolves", "rejects"] as const)(
    "one that %s after the deadline reaches no later call",
    async (how) => {
      const settles: (() => void)[] = [];
      await using plugins = await loaded(
        asyncHostFunction(
          () =>
            new Promise((resolve, reject) => {
              settles.push(how === "resolves" ? () => resolve(99n) : () => reject(new Error("too late")));
            }),
        ),
        1,
      );
      await expectFailure(plugins.execute("commands", "wait 1", { deadline: 200 }), late);
      const second = plugins.execute("commands", "wait 2");
      await expect.poll(() => settles.length).toBe(2);
      settles[0]!();
      await sleep(5);
      const third = plugins.execute("commands", "ok 3");
      settles[1]!();
      const own = await second.then(
        (result) => result.text(),
        (error: unknown) => (error as PluginError).code,
      );
      expect(own).toBe(how === "resolves" ? "wait 2" : "HOST_FUNCTION_FAILED");
      expect((await third).text()).toBe("ok 3");
    },
  );

  test("its context is unusable once its call is over, and its signal is aborted", async () => {
    const contexts: CallContext[] = [];
    await using plugins = await loaded((context) => {
      contexts.push(context);
      expect(context.signal.aborted).toBe(false);
      return context.store("a value");
    });
    await plugins.execute("commands", "wait", { hostContext: "the call's" });
    const context = contexts[0]!;
    expect(context).toMatchObject({ plugin: "commands", hostContext: "the call's" });
    expect(context.signal.aborted).toBe(true);
    expect(() => context.store("late")).toThrow("over");
    expect(() => context.bytes(1n)).toThrow("over");
    expect(() => context.text(1n)).toThrow("over");
    expect(() => context.free(1n)).toThrow("over");
    await plugins.execute("commands", "wait");
    expect(contexts[1]).not.toBe(context);
  });

  test.for(["deadline", "abort"] as const)("its signal is aborted at the %s", async (why) => {
    const { promise, resolve } = Promise.withResolvers<CallContext>();
    await using plugins = await loaded(
      asyncHostFunction((context) => {
        resolve(context);
        return new Promise(() => {});
      }),
    );
    const abort = new AbortController();
    const options = why === "deadline" ? { deadline: 200 } : { signal: abort.signal };
    const expected = why === "deadline" ? late : ({ ...late, code: "CALL_ABORTED" } as const);
    const call = expectFailure(plugins.execute("commands", "wait", options), expected);
    const context = await promise;
    abort.abort();
    await call;
    expect(context.signal.aborted).toBe(true);
    expect(() => context.store("late")).toThrow("over");
  });

  test("one that calls its own plugin waits at most until the deadline", async () => {
    const inner: Promise<unknown>[] = [];
    const holder: { plugins?: PluginManager } = {};
    const wait = asyncHostFunction(async () => {
      const call = holder.plugins!.execute("commands", "ok inside", { deadline: 300 });
      inner.push(call.catch(() => {}));
      await call;
      return 0n;
    });
    await using plugins = (holder.plugins = await loaded(wait, 1));
    const startedAt = performance.now();
    await expectFailure(plugins.execute("commands", "wait", { deadline: 150 }), late);
    expect(performance.now() - startedAt).toBeLessThan(400);
    await Promise.all(inner);
    expect((await plugins.execute("commands", "ok")).text()).toBe("ok");
  });

  test("one that calls its own plugin without waiting for it gets the answer after its own call", async () => {
    const inner: Promise<string>[] = [];
    const holder: { plugins?: PluginManager } = {};
    const wait = (): bigint => {
      inner.push(holder.plugins!.execute("commands", "ok inside").then((result) => result.text()));
      return 0n;
    };
    await using plugins = (holder.plugins = await loaded(wait));
    expect((await plugins.execute("commands", "wait")).text()).toBe("wait");
    expect(await Promise.all(inner)).toEqual(["ok inside"]);
  });

  test("one that calls its own plugin gets an answer when there is a second instance", async () => {
    const holder: { plugins?: PluginManager } = {};
    const wait = asyncHostFunction(async () => {
      await holder.plugins!.execute("commands", "ok inside");
      return 0n;
    });
    await using plugins = (holder.plugins = await loaded(wait, 2));
    expect((await plugins.execute("commands", "wait")).text()).toBe("wait");
  });

  test("one that calls another plugin gets its answer", async () => {
    const answers: string[] = [];
    const holder: { plugins?: PluginManager } = {};
    const wait = asyncHostFunction(async () => {
      answers.push((await holder.plugins!.execute("other", "ok inside")).text());
      return 0n;
    });
    await using plugins = (holder.plugins = await loaded(wait));
    await plugins.load("other", { source, isolation, functions: { "extism:host/user": { wait: () => 0n } } });
    expect((await plugins.execute("commands", "wait")).text()).toBe("wait");
    expect(answers).toEqual(["ok inside"]);
  });
});
