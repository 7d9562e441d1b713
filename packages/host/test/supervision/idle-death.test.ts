import { readdir } from "node:fs/promises";
import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { kernelCommands } from "../support/commands.ts";
import { expectFailure } from "../support/failure.ts";
import { watchHands } from "../support/hands.ts";
import { hostileChildren } from "../support/hostile-child.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const crashed = { code: "WORKER_CRASHED", phase: "call", plugin: "plugin" } as const;
const functions = { "extism:host/user": { wait: () => 0n } };
const load = { source: kernelCommands, functions } as const;

// Of a process, only Linux tells that it has not read its call.
const isolations = process.platform === "linux" ? (["thread", "process"] as const) : (["thread"] as const);

describe.for(isolations)("%s: one that dies while it is idle", (isolation) => {
  test("and is given a call before anybody knows: the caller does not notice", async () => {
    using hands = watchHands[isolation]();
    await using plugins = new PluginManager();
    await plugins.load("plugin", { ...load, isolation });
    for (let round = 0; round < 10; round++) {
      hands.running[0]!();
      expect((await plugins.execute("plugin", `ok ${round}`)).text()).toBe(`ok ${round}`);
    }
  });

  test("all of them, and those in reserve: nobody of many callers notices", async () => {
    using hands = watchHands[isolation]();
    await using plugins = new PluginManager();
    const concurrency = 3;
    await plugins.load("plugin", { ...load, isolation, concurrency });
    const inputs = Array.from({ length: 12 }, (_, index) => `ok ${index}`);
    const ask = async (): Promise<string[]> =>
      await Promise.all(inputs.map(async (input) => (await plugins.execute("plugin", input)).text()));
    await ask();
    await expect.poll(() => plugins.list()[0]!.instances, { timeout: 20_000 }).toBe(concurrency);
    for (const end of hands.running) end();
    expect(await ask()).toStrictEqual(inputs);
  });

  test("with an input that does not fit into a socket: the caller does not notice", async () => {
    using hands = watchHands[isolation]();
    await using plugins = new PluginManager();
    await plugins.load("plugin", { ...load, isolation });
    const input = new Uint8Array(4 * 1024 * 1024).fill(111);
    hands.running[0]!();
    expect((await plugins.execute("plugin", input)).bytes()).toStrictEqual(input);
  });

  test("again and again: the plugin is not blamed for it", { timeout: 60_000 }, async () => {
    using hands = watchHands[isolation]();
    await using plugins = new PluginManager();
    let abort = new AbortController();
    // Calls that cost their instance, so that none in between clears the plugin's name.
    const wait = async (): Promise<bigint> => {
      abort.abort();
      return new Promise(() => {});
    };
    await plugins.load("plugin", { ...load, isolation, functions: { "extism:host/user": { wait } } });
    for (let round = 0; round < 12; round++) {
      await expect.poll(() => plugins.list()[0]!.instances, { timeout: 20_000 }).toBe(1);
      for (const end of hands.running) end();
      abort = new AbortController();
      await expectFailure(plugins.execute("plugin", "wait", { signal: abort.signal }), {
        ...crashed,
        code: "CALL_ABORTED",
      });
    }
    expect(plugins.list()[0]!.quarantineMs).toBe(0);
    expect((await plugins.execute("plugin", "ok")).text()).toBe("ok");
  });

  test("once the plugin has begun: the call fails, and is not made again", async () => {
    using hands = watchHands[isolation]();
    await using plugins = new PluginManager();
    let begun = 0;
    const wait = (): bigint => {
      begun++;
      // The answer is given to one that is gone.
      for (const end of hands.running) end();
      return 0n;
    };
    await plugins.load("plugin", { ...load, isolation, functions: { "extism:host/user": { wait } } });
    await expectFailure(plugins.execute("plugin", "wait"), crashed);
    expect(begun).toBe(1);
    expect((await plugins.execute("plugin", "ok")).text()).toBe("ok");
    expect(begun).toBe(1);
  });
});

/** How many children got one call, when each reads so much of it and goes without a word. */
async function attempts(reading: string): Promise<number> {
  await using calls = await temporaryFolder();
  await using plugins = new PluginManager();
  // Folders, as children cannot write files.
  await using _hostile = await hostileChildren(`
    import { mkdirSync } from "node:fs";
    hear(); say(frame(TAKEN)); say(frame(READY)); ${reading};
    mkdirSync(${JSON.stringify(calls.path)} + "/" + process.pid);
    process.exit(0);`);
  await plugins.load("plugin", { ...load, isolation: "process" });
  await expectFailure(plugins.execute("plugin", "Jane Doe", { deadline: 20_000 }), crashed);
  return (await readdir(calls.path)).length;
}

describe("a child that is not ours, and goes without a word", () => {
  test("having read the call: it is not made again", async () => {
    expect(await attempts("hear()")).toBe(1);
  });

  // Only Linux tells that something was left unread.
  test.runIf(process.platform === "linux")("having read some of it: it is made once more", async () => {
    expect(await attempts("read(20)")).toBe(2);
  });
});
