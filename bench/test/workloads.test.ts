/** The harness once, on every workload and language, for what it says and not for how fast it is. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { buildNative } from "../native/build.ts";
import { NativeProcess } from "../native/native-process.ts";
import { baselineLanguage, type NativeProgram, sourceOf } from "../native/program.ts";
import { least } from "../overhead/effort.ts";
import { isMeasured } from "../overhead/report.ts";
import { runOverhead } from "../overhead/run-overhead.ts";
import { SandboxProcess } from "../sandbox/sandbox-process.ts";
import { findWorkloads, pluginModule, vectorsOf } from "../workloads.ts";

const workloads = [
  ...(await findWorkloads(fileURLToPath(new URL("../test-workloads/", import.meta.url)))),
  ...(await findWorkloads()),
];

describe.each(workloads)("$name", (workload) => {
  const vectors = vectorsOf(workload);

  describe.each(workload.languages)("%s", (language) => {
    let programs: readonly NativeProgram[];
    beforeAll(async () => {
      programs = await buildNative(sourceOf(workload, baselineLanguage(language)), "portable");
    });

    test("the plugin gives the vectors' outputs", async () => {
      const source = pluginModule(workload, language);
      const setup = { source, isolation: "inline", state: "fresh", outputs: "reused" } as const;
      const { sandbox } = await SandboxProcess.start(setup, new Uint8Array(0));
      await using plugin = sandbox;
      for (const { name, input, output } of vectors) {
        await plugin.setInput(input);
        expectSame(await plugin.output(), output, name);
      }
    });

    test("so do the native programs", async () => {
      for (const program of programs) {
        for (const { name, input, output } of vectors) {
          await using native = new NativeProcess(program, input);
          expectSame(await native.output(), output, `${name}, ${program.compiler}`);
        }
      }
    });
  });

  test("a run measures every language, on outputs that all of them give", async () => {
    expect(workload.languages.every((language) => existsSync(pluginModule(workload, language)))).toBe(true);
    const { cells, loads } = await runOverhead([workload], { effort: least, sizes: [4096] });
    expect(cells.map(({ language }) => language)).toStrictEqual(workload.languages);
    const failures = cells.flatMap((cell) => (isMeasured(cell) ? [] : [cell.reason]));
    expect(failures).toStrictEqual([]);
    expect(new Set(cells.filter(isMeasured).map(({ outputBytes }) => outputBytes)).size).toBe(1);
    expect(loads.every(({ moduleBytes }) => moduleBytes > 0)).toBe(true);
  });
});

/** Outputs are large: a difference is told by its place. */
function expectSame(output: Uint8Array, expected: Uint8Array, what: string): void {
  const at = output.findIndex((byte, index) => byte !== expected[index]);
  expect({ what, length: output.length, differsAt: at }).toStrictEqual({
    what,
    length: expected.length,
    differsAt: -1,
  });
}
