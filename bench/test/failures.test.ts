import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { NativeProcess, NativeProcessError } from "../native/native-process.ts";
import { buildNative } from "../native/build.ts";
import { sourceOf } from "../native/program.ts";
import { least } from "../overhead/effort.ts";
import { runOverhead } from "../overhead/run-overhead.ts";
import { CommandedProcessError } from "../process/commanded-process.ts";
import { SandboxProcess } from "../sandbox/sandbox-process.ts";
import { findWorkloads, type Workload } from "../workloads.ts";

const [reverse] = (await findWorkloads(fileURLToPath(new URL("../test-workloads/", import.meta.url)))) as [
  Workload,
];

test("a native program that is told nonsense ends, and its last words are in the error", async () => {
  const [program] = await buildNative(sourceOf(reverse, "typescript"), "portable");
  await using native = new NativeProcess(program!, Uint8Array.of(1));
  await expect(native.run(NaN)).rejects.toThrow(NativeProcessError);
  await expect(native.run(1)).rejects.toThrow("ended with 2. not a command: run NaN");
});

test("a plugin that cannot be loaded is an error with the host's code", async () => {
  const setup = {
    source: "/nowhere.wasm",
    isolation: "inline",
    state: "fresh",
    outputs: "reused",
  } as const;
  await expect(SandboxProcess.start(setup, new Uint8Array(0))).rejects.toThrow(CommandedProcessError);
});

test("languages that do not agree are cells that failed", async () => {
  let asked = 0;
  // Every language gets an input of its own, so their outputs differ.
  const workload: Workload = {
    ...reverse,
    languages: ["c", "assemblyscript"],
    input: () => Uint8Array.of(asked++, 2),
  };
  const { cells } = await runOverhead([workload], { effort: least, sizes: [65536] });
  expect(cells.map(({ outcome }) => outcome)).toStrictEqual(["measured", "failed"]);
  expect(cells[1]).toMatchObject({ gated: true, pass: false });
  expect(cells[1]).toHaveProperty("reason", expect.stringContaining("from byte 1 on"));
});
