import { PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { wat } from "../support/wat.ts";
import { WorkerWatch } from "../support/workers.ts";

const pages = 512;
const bytes = pages * 65_536;

/** Each goes on for ever with instructions that take long: V8 looks seldom for a request to stop. */
const loops = {
  "memory.fill": `(memory.fill (i32.const 0) (i32.const 1) (i32.const ${bytes}))`,
  "memory.copy": `(memory.copy (i32.const 0) (i32.const 65536) (i32.const ${bytes - 65_536}))`,
  "memory.copy, backwards": `(memory.copy (i32.const 65536) (i32.const 0) (i32.const ${bytes - 65_536}))`,
  "memory.grow": `(drop (memory.grow (i32.const 0)))`,
  "memory.init": `(memory.init $data (i32.const 0) (i32.const 0) (i32.const 65536))`,
  "table.fill": `(table.fill $t (i32.const 0) (ref.null func) (i32.const 10000))`,
  "table.copy": `(table.copy $t $t (i32.const 0) (i32.const 1) (i32.const 9999))`,
  "table.grow": `(drop (table.grow $t (ref.null func) (i32.const 0)))`,
} as const;

test.for(Object.entries(loops))("a loop of %s ends with its worker", async ([, instruction]) => {
  const source = wat(`(module
    (memory (export "memory") ${pages})
    (data $data "${"x".repeat(65_536)}")
    (table $t 10000 funcref)
    (func (export "process") (result i32) (loop $again ${instruction} (br $again)) (i32.const 0)))`);
  using workers = new WorkerWatch();
  await using plugins = new PluginManager();
  await plugins.load("looping", { source });
  const late = { code: "DEADLINE_EXCEEDED", phase: "call", plugin: "looping" } as const;
  await expectFailure(plugins.execute("looping", "", { deadline: 300 }), late);
  const [first] = workers.started;
  // Untouched, a loop of large fills went on for 15 seconds and more.
  await expect.poll(() => first!.threadId, { timeout: 5_000 }).toBe(-1);
});
