import { asyncHostFunction, PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { directCommands, kernelCommands } from "../support/commands.ts";
import { inTime } from "../support/in-time.ts";

/** A host function that lets nobody through before \`size\` calls have arrived: it hangs unless they are parallel. */
function barrier(size: number): () => Promise<bigint> {
  const { promise, resolve } = Promise.withResolvers<bigint>();
  let arrived = 0;
  return asyncHostFunction(() => {
    if (++arrived === size) resolve(0n);
    return promise;
  }) as () => Promise<bigint>;
}

describe.for([
  ["inline", "kernel lane", kernelCommands],
  ["inline", "direct lane", directCommands],
  ["thread", "kernel lane", kernelCommands],
  ["thread", "direct lane", directCommands],
  ["process", "kernel lane", kernelCommands],
  ["process", "direct lane", directCommands],
] as const)("%s, %s", ([isolation, , source]) => {
  test.for([2, 4])("with concurrency %i as many calls are under way at once", inTime, async (concurrency) => {
    await using plugins = new PluginManager();
    const functions = { "extism:host/user": { wait: barrier(concurrency) } };
    await plugins.load("commands", { source, isolation, functions, concurrency });
    const inputs = Array.from({ length: concurrency }, (_, index) => `wait ${index}`);
    const answers = await Promise.all(
      inputs.map((input) => plugins.execute("commands", input, { deadline: 3_000 })),
    );
    expect(answers.map((answer) => answer.text())).toEqual(inputs);
    expect(plugins.list()[0]!.instances).toBe(concurrency);
  });

  test("a plugin that waits for the host does not hold up another plugin", async () => {
    const { promise, resolve } = Promise.withResolvers<bigint>();
    await using plugins = new PluginManager();
    const wait = asyncHostFunction(() => promise);
    const functions = { "extism:host/user": { wait } };
    await plugins.load("one", { source, isolation, functions });
    await plugins.load("two", { source, isolation, functions });
    const waiting = plugins.execute("one", "wait");
    expect((await plugins.execute("two", "ok")).text()).toBe("ok");
    resolve(0n);
    expect((await waiting).text()).toBe("wait");
  });
});

test("two workers compute at the same time", inTime, async () => {
  const functions = { "extism:host/user": { wait: () => 0n } };
  await using plugins = new PluginManager();
  await plugins.load("commands", { source: kernelCommands, functions, concurrency: 2 });
  const loop = plugins.execute("commands", "loop", { deadline: 1_500 }).catch(() => {});
  expect((await plugins.execute("commands", "ok", { deadline: 1_400 })).text()).toBe("ok");
  await loop;
});
