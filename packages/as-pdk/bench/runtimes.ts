// Prints the size and speed of a plugin under each of AssemblyScript's runtimes, and beside Extism's own PDK.

import { PluginManager } from "@vial/host";
import { compileFile, type Runtime } from "../test/support/compile.ts";
import { directLane } from "../test/support/direct-lane.ts";
import { medians } from "./time.ts";

const runtimes: readonly Runtime[] = ["stub", "minimal", "incremental"];
const encoder = new TextEncoder();
const KiB = 1024;

async function compareRuntimes(): Promise<void> {
  const small = encoder.encode('{"patient":"p-1","values":[81.4,178]}');
  const values = Array.from({ length: 5000 }, (_, index) => (index * 123) / 10);
  const large = encoder.encode(JSON.stringify({ patient: "Inês", values }));
  const plugins = await Promise.all(
    runtimes.map(async (runtime) => {
      const wasm = await compileFile("bench/assembly/assess.ts", runtime);
      return { size: wasm.length, plugin: await directLane(wasm) };
    }),
  );
  const time = (input: Uint8Array, calls: number): Promise<number[]> =>
    medians(
      plugins.map(
        ({ plugin }) =>
          () =>
            plugin.call("process", input),
      ),
      { rounds: 31, calls },
    );
  const [smallTimes, largeTimes] = [await time(small, 2000), await time(large, 10)];
  console.table(
    runtimes.map((runtime, index) => ({
      runtime,
      "size (bytes)": plugins[index]!.size,
      [`${small.length} bytes of JSON (µs)`]: smallTimes[index]!.toFixed(1),
      [`${Math.round(large.length / KiB)} KiB of JSON (µs)`]: largeTimes[index]!.toFixed(0),
      "memory after (KiB)": plugins[index]!.plugin.memory.buffer.byteLength / KiB,
    })),
  );
}

async function compareWithExtism(): Promise<void> {
  const names = ["vial", "extism"] as const;
  await using plugins = new PluginManager();
  const sizes: number[] = [];
  for (const name of names) {
    const source = await compileFile(`bench/assembly/${name}.ts`, "minimal");
    sizes.push(source.length);
    await plugins.load(name, { source, isolation: "inline", state: "shared" });
  }
  const input = new Uint8Array(KiB * KiB).fill(0x61);
  const empty = new Uint8Array();
  const time = (bytes: Uint8Array, calls: number): Promise<number[]> =>
    medians(
      names.map((name) => () => plugins.execute(name, bytes, { export: "echo" })),
      { rounds: 15, calls },
    );
  const [emptyTimes, inputTimes] = [await time(empty, 500), await time(input, 4)];
  const text = "ação ☎";
  const answers = await Promise.all(
    names.map(async (name) => {
      const bytes = (await plugins.execute(name, text, { export: "text" })).bytes();
      return new TextDecoder().decode(bytes) === text ? "as it was" : "cut short";
    }),
  );
  console.table(
    names.map((name, index) => ({
      pdk: name === "vial" ? "@vial/as-pdk" : "@extism/as-pdk",
      "echo and text, size (bytes)": sizes[index],
      "empty echo (µs)": emptyTimes[index]!.toFixed(1),
      "echo of 1 MiB (µs)": inputTimes[index]!.toFixed(0),
      "“ação ☎” by way of a string": answers[index],
    })),
  );
}

await compareRuntimes();
await compareWithExtism();
