import { createPlugin, type Plugin } from "@extism/extism";
import { afterAll, beforeAll, expect, test } from "vitest";
import { directLane, type Outcome, wasm } from "./direct-lane.ts";
import { well } from "./triage.ts";

let kernelLane: Plugin;
beforeAll(async () => {
  kernelLane = await createPlugin({ wasm: [{ data: wasm }] }, { useWasi: false });
});
afterAll(() => kernelLane.close());

/** The outcome on a stock Extism host. */
async function onKernelLane(input: string | Uint8Array): Promise<Outcome> {
  try {
    const output = await kernelLane.call("process", input);
    return { succeeded: true, bytes: output?.bytes() ?? new Uint8Array() };
  } catch (error) {
    const { message } = error as Error;
    const text = message.slice(message.indexOf("{")); // Extism puts a few words in front
    return { succeeded: false, bytes: new TextEncoder().encode(text) };
  }
}

const batch = {
  observations: Array.from({ length: 300 }, (_, i) => ({ id: `${i}`, ...well, pulse: 20 + i })),
};
const inputs: (string | Uint8Array)[] = [
  JSON.stringify({ observations: [well] }),
  JSON.stringify({ observations: [{ ...well, id: "x", consciousness: "U", spo2Scale: 2, spo2: 97 }, {}] }),
  JSON.stringify(batch, null, 2),
  '{"observations":[]}',
  // every remainder of a division by eight, which is how many bytes the kernel lane moves at a time
  ...Array.from({ length: 8 }, (_, i) => `{"observations":[{"id":"${"x".repeat(i + 1)}"}]}`),
  "",
  "{}",
  '{"observations":[{"pulse":-1}]}',
  '{"observations":[{"temperature":1e999}]}',
  Uint8Array.of(0x22, 0xff),
];

test("both lanes give the same bytes, whatever came before", async () => {
  const direct = await directLane();
  for (const input of [...inputs, ...inputs.toReversed()]) {
    expect(await onKernelLane(input)).toEqual(direct.call(input));
  }
});

test("the bytes of a call do not depend on the instance having been used", async () => {
  const used = await directLane();
  for (const input of inputs) {
    const fresh = await directLane();
    expect(used.call(input)).toEqual(fresh.call(input));
  }
});

test("the plugin imports only from extism:host/env and exports only the ABI", async () => {
  const module = await WebAssembly.compile(wasm);
  expect(new Set(WebAssembly.Module.imports(module).map((entry) => entry.module))).toEqual(
    new Set(["extism:host/env"]),
  );
  expect(
    WebAssembly.Module.exports(module)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(["memory", "process", "vial_abi_version_1", "vial_input", "vial_output"]);
});
