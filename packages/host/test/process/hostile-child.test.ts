import { PluginManager, type LogEntry } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { hostileChildren } from "../support/hostile-child.ts";
import { ChildWatch } from "../support/children.ts";

const crashed = { code: "WORKER_CRASHED", phase: "call", plugin: "plugin" } as const;
const load = {
  source: kernelCommands,
  isolation: "process",
  logLevel: "trace",
  functions: { "extism:host/user": { wait: () => 0n } },
} as const;

/** Each runs once a call has reached the child. */
const breaches: Readonly<Record<string, string>> = {
  "bytes that are no frame": `say(Buffer.from("HTTP/1.1 200 OK\\r\\n\\r\\n"))`,
  "a kind there is not": `say(frame(77))`,
  "the name of an object's own property": `say(frame(0))`,
  "an output of 4 GiB": `say(frame(OUTPUT, Buffer.alloc(0), 0xffffffff))`,
  "an output over limits.outputBytes": `say(frame(OUTPUT, Buffer.alloc(0), 16 * 1024 * 1024 + 1))`,
  "that it is ready, again": `say(frame(READY))`,
  "that it has the plugin": `say(frame(TAKEN))`,
  "a failure of 1 GiB": `say(frame(FAILURE, Buffer.alloc(0), 2 ** 30))`,
  "a failure that is not JSON": `say(frame(FAILURE, Buffer.from("{")))`,
  "a failure that is null": `say(frame(FAILURE, Buffer.from("null")))`,
  "a failure without a phase": `say(frame(FAILURE, Buffer.from('{"code":"TRAP","message":""}')))`,
  "a failure with a code of the host's": `say(frame(FAILURE, Buffer.from('{"code":"HTTP_FAILED","message":"","phase":"call"}')))`,
  "a failure whose code is __proto__": `say(frame(FAILURE, Buffer.from('{"code":"__proto__","message":"","phase":"call"}')))`,
  "a module that it refuses, in a call": `say(frame(FAILURE, Buffer.from('{"code":"INVALID_MODULE","message":"","phase":"load"}')))`,
  "a function that is not imported": `say(frame(HOST_CALL, words(9, 0, 256, 0)))`,
  "a host call that is cut short": `say(frame(HOST_CALL, words(0, 0)))`,
  "a host call without its argument": `say(frame(HOST_CALL, words(0, 0, 256, 0)))`,
  "a host call with bytes left over": `say(frame(HOST_CALL, words(0, 0, 256, 0, 0, 0, 7)))`,
  "blocks that end in the root": `say(frame(HOST_CALL, words(0, 0, 16, 0, 0, 0)))`,
  "blocks that end outside the memory": `say(frame(HOST_CALL, words(0, 0, 0xfffffff0, 0, 0, 0)))`,
  "blocks that end anywhere": `say(frame(HOST_CALL, words(0, 0, 257, 0, 0, 0)))`,
  "a change of the root": `say(frame(HOST_CALL, words(0, 0, 256, 1, 0, 0, 0, 4, 9)))`,
  "a change outside the blocks": `say(frame(HOST_CALL, words(0, 0, 256, 1, 0, 0, 256, 4, 9)))`,
  "a change that is not there": `say(frame(HOST_CALL, words(0, 0, 512, 1, 0, 0, 256, 256)))`,
  "four billion changes": `say(frame(HOST_CALL, words(0, 0, 512, 0xffffffff, 0, 0)))`,
  "a log message of 1 GiB": `say(frame(LOG, Buffer.alloc(0), 2 ** 30))`,
  "log messages without end": `for (;;) say(frame(LOG, Buffer.alloc(4096, 2)))`,
  "a log message without a level": `say(frame(LOG))`,
  "a log message at a level there is not": `say(frame(LOG, Buffer.from([200, 65])))`,
  "nothing, and goes": `process.exit(0)`,
  "half a frame, and goes": `say(frame(OUTPUT, Buffer.from("half"), 100)); process.exit(0)`,
};

describe("a child that is not ours", () => {
  test.for(Object.entries(breaches))(
    "says %s: its call fails, it is killed, the next call is answered",
    async ([, script]) => {
      using children = new ChildWatch();
      await using plugins = new PluginManager();
      {
        await using _hostile = await hostileChildren(
          `hear(); say(frame(READY)); hear(); ${script}; sleep();`,
        );
        await plugins.load("plugin", load);
      }
      const error = await expectFailure(plugins.execute("plugin", "Jane Doe", { deadline: 20_000 }), crashed);
      expect(error.message).not.toContain("Jane");
      await expect
        .poll(() => children.started[0]!.signalCode ?? children.started[0]!.exitCode)
        .not.toBeNull();
      expect((await plugins.execute("plugin", "ok")).text()).toBe("ok");
    },
  );

  test("speaks when nobody asked: it is killed, the next call does not notice", async () => {
    using children = new ChildWatch();
    await using plugins = new PluginManager();
    {
      await using _hostile = await hostileChildren(`hear(); say(frame(READY)); say(frame(OUTPUT)); sleep();`);
      await plugins.load("plugin", load);
    }
    await expect.poll(() => children.started[0]!.signalCode).toBe("SIGKILL");
    expect((await plugins.execute("plugin", "ok")).text()).toBe("ok");
  });

  test("answers twice: the second answer reaches no call", async () => {
    await using plugins = new PluginManager();
    {
      await using _hostile = await hostileChildren(
        `hear(); say(frame(READY)); hear(); say(Buffer.concat([frame(OUTPUT, Buffer.from("1")), frame(OUTPUT, Buffer.from("2"))])); sleep();`,
      );
      await plugins.load("plugin", load);
    }
    expect((await plugins.execute("plugin", "ok")).text()).toBe("1");
    expect((await plugins.execute("plugin", "ok")).text()).toBe("ok");
  });

  test("never answers, and does not let itself be asked to end: the deadline holds", async () => {
    using children = new ChildWatch();
    await using plugins = new PluginManager();
    {
      await using _hostile = await hostileChildren(
        `process.on("SIGTERM", () => {}); hear(); say(frame(READY)); hear(); for (;;) {}`,
      );
      await plugins.load("plugin", load);
    }
    const late = { ...crashed, code: "DEADLINE_EXCEEDED" } as const;
    await expectFailure(plugins.execute("plugin", "loop", { deadline: 100 }), late);
    await expect.poll(() => children.started[0]!.signalCode).toBe("SIGKILL");
    expect((await plugins.execute("plugin", "ok")).text()).toBe("ok");
  });

  test("has words of its own for a failure: they do not get into the message", async () => {
    await using plugins = new PluginManager();
    {
      const said = `{"code":"TRAP","message":"The plugin trapped: Jane Doe.","phase":"call","guestMessage":"Jane Doe"}`;
      await using _hostile = await hostileChildren(
        `hear(); say(frame(READY)); hear(); say(frame(FAILURE, Buffer.from('${said}'))); sleep();`,
      );
      await plugins.load("plugin", load);
    }
    const error = await expectFailure(plugins.execute("plugin", "ok"), { ...crashed, code: "TRAP" });
    expect(error.message).toBe("The plugin trapped.");
    expect(error.guestMessage).toBe("Jane Doe");
    expect(JSON.stringify(error)).not.toContain("Jane");
  });

  test("logs control characters: they are escaped", async () => {
    const entries: LogEntry[] = [];
    await using plugins = new PluginManager();
    {
      await using _hostile = await hostileChildren(
        `hear(); say(frame(READY)); hear(); say(frame(LOG, Buffer.from("\\x02one\\ntwo\\x1b[2J"))); say(frame(OUTPUT)); sleep();`,
      );
      await plugins.load("plugin", { ...load, onLog: (entry) => entries.push(entry) });
    }
    await plugins.execute("plugin", "ok");
    expect(entries).toEqual([
      { plugin: "plugin", level: "info", message: String.raw`one\u000atwo\u001b[2J` },
    ]);
  });

  test.for([
    ["ends before it has the plugin", "process.exit(0)", 2],
    ["ends", "say(frame(TAKEN)); process.exit(0)", 1],
    ["has the plugin twice", "say(frame(TAKEN)); say(frame(TAKEN))", 1],
    ["breaks the protocol", "say(frame(TAKEN)); say(frame(OUTPUT))", 1],
    ["calls what it does not import", "say(frame(TAKEN)); say(frame(HOST_CALL, words(9, 0, 256, 0)))", 1],
  ] as const)("%s while the plugin starts: the load fails", async ([, script, tries]) => {
    using children = new ChildWatch();
    await using _hostile = await hostileChildren(`hear(); ${script}; sleep();`);
    await using plugins = new PluginManager();
    await expectFailure(plugins.load("plugin", load), { ...crashed, phase: "instantiate" });
    expect(plugins.list()).toEqual([]);
    // A spare one waits for the next plugin.
    expect(children.started.length - children.running.length).toBe(tries);
  });
});
