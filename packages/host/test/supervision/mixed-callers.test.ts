import { PluginError, PluginManager, type ExecuteOptions } from "@vial/host";
import { describe, expect, test } from "vitest";
import { directCommands, kernelCommands } from "../support/commands.ts";

interface Caller {
  readonly input: string;
  readonly options: ExecuteOptions;
  readonly fate: string;
}

const callers = 50;

describe.for([
  ["kernel lane", kernelCommands],
  ["direct lane", directCommands],
] as const)("%s", ([, source]) => {
  test.for([1, 3])(
    "50 callers with all kinds of fates, %i workers: one right answer each",
    async (concurrency) => {
      await using plugins = new PluginManager();
      const functions = { "extism:host/user": { wait: () => 0n } };
      await plugins.load("commands", { source, functions, concurrency });

      const expected = Array.from({ length: callers }, (_, index) => caller(index));
      const settled: string[] = [];
      const fates = await Promise.all(
        expected.map(async ({ input, options }) => {
          const fate = await fateOf(plugins.execute("commands", input, options));
          settled.push(input);
          return fate;
        }),
      );
      expect(fates).toEqual(expected.map(({ fate }) => fate));
      expect(settled.toSorted()).toEqual(expected.map(({ input }) => input).toSorted());
      expect((await plugins.execute("commands", "ok at last")).text()).toBe("ok at last");
    },
  );
});

/** Loops end one after the other, every 40 ms, by a deadline or an abort in turn. */
function caller(index: number): Caller {
  const round = Math.floor(index / 5);
  const input = (command: string): string => `${command} ${index}`;
  const patient = { deadline: 30_000 };
  switch (index % 5) {
    case 0:
      return { input: input("ok"), options: patient, fate: input("answer ok") };
    case 1:
      return { input: input("loop"), options: { deadline: 80 * (round + 1) }, fate: "DEADLINE_EXCEEDED" };
    case 2:
      return { input: input("trap"), options: patient, fate: "TRAP" };
    case 3:
      return { input: input("error"), options: patient, fate: input("PLUGIN_ERROR error") };
    default: {
      const signal = AbortSignal.timeout(80 * (round + 1) + 40);
      return { input: input("loop until aborted"), options: { ...patient, signal }, fate: "CALL_ABORTED" };
    }
  }
}

async function fateOf(pending: ReturnType<PluginManager["execute"]>): Promise<string> {
  try {
    return `answer ${(await pending).text()}`;
  } catch (error) {
    if (!(error instanceof PluginError)) return `not a PluginError: ${String(error)}`;
    return error.guestMessage === undefined ? error.code : `${error.code} ${error.guestMessage}`;
  }
}
