import { expect, test } from "vitest";
import { compileModule } from "./support/compile.ts";
import { directLane, type Imports } from "./support/direct-lane.ts";

/** A host that listens from a level on, and keeps what it hears. */
function listener(level: number): { imports: Imports; heard: string[]; stored: () => number } {
  const heard: string[] = [];
  const memory = new Uint8Array(4096);
  const view = new DataView(memory.buffer);
  let end = 8;
  const lengths = new Map<bigint, number>();
  const log = (handle: bigint): void => {
    heard.push(
      new TextDecoder().decode(memory.subarray(Number(handle), Number(handle) + lengths.get(handle)!)),
    );
  };
  const environment = {
    get_log_level: () => level,
    alloc(length: bigint) {
      const handle = BigInt(end);
      lengths.set(handle, Number(length));
      end += Number(length);
      return handle;
    },
    store_u8: (offset: bigint, value: number) => view.setUint8(Number(offset), value),
    store_u64: (offset: bigint, value: bigint) => view.setBigInt64(Number(offset), value, true),
    log_debug: log,
    log_error: log,
  };
  return { imports: { "extism:host/env": environment }, heard, stored: () => end - 8 };
}

test("a message goes to the log", async () => {
  const host = listener(0);
  const plugin = await directLane(await compileModule("state"), host.imports);
  plugin.call("logAtDebug", "três leituras");
  expect(host.heard).toEqual(["três leituras"]);
});

test("a message below the host's level is not even encoded", async () => {
  for (const level of [2, 4, 2 ** 31 - 1]) {
    const host = listener(level);
    const plugin = await directLane(await compileModule("state"), host.imports);
    plugin.call("logAtDebug", "três leituras");
    expect(host.heard).toEqual([]);
    expect(host.stored()).toBe(0);
  }
});

test("an index out of bounds is a trap", async () => {
  const plugin = await directLane(await compileModule("state"));
  expect(() => plugin.call("indexOutOfBounds")).toThrow(WebAssembly.RuntimeError);
});

test("with the PDK's abort, a trap's place in the source is in the log, and not its message", async () => {
  const host = listener(0);
  const wasm = await compileModule("state", "minimal", "--use", "abort=assembly/abort/abort");
  const plugin = await directLane(wasm, host.imports);
  expect(() => plugin.call("indexOutOfBounds")).toThrow(WebAssembly.RuntimeError);
  expect(host.heard).toHaveLength(1);
  expect(host.heard[0]).toMatch(/^trap at ~lib\/array.ts:\d+:\d+$/);
});
