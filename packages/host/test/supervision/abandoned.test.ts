import { asyncHostFunction, PluginManager, type LogEntry } from "@vial/host";
import { expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { blocks, env, wat } from "../support/wat.ts";

/** Waits in the host, and then does what has effects outside. */
const source = wat(`(module
  ${env("alloc", "store_u8", "input_length", "input_load_u8", "log_info")}
  (import "extism:host/user" "wait" (func $wait (result i64)))
  (import "extism:host/user" "save" (func $save (param i64)))
  (memory (export "memory") 1)
  ${blocks}
  (func (export "process") (result i32)
    (drop (call $wait))
    (call $log_info (call $input_block))
    (call $save (call $input_block))
    (i32.const 0)))`);

test.for(isolations)("a call that was given up has no effects any more, %s", async (isolation) => {
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<bigint>();
  const saved: (string | null)[] = [];
  const logged: LogEntry[] = [];
  await using plugins = new PluginManager();
  await plugins.load("plugin", {
    source,
    isolation,
    onLog: (entry) => logged.push(entry),
    functions: {
      "extism:host/user": {
        wait: asyncHostFunction(() => {
          enter();
          return released;
        }),
        save: (context, handle) => void saved.push(context.text(BigInt(handle!))),
      },
    },
  });
  const abort = new AbortController();
  const given = { code: "CALL_ABORTED", phase: "call", plugin: "plugin" } as const;
  const call = expectFailure(plugins.execute("plugin", "given up", { signal: abort.signal }), given);
  await entered;
  abort.abort();
  await call;
  release(0n);
  await plugins.execute("plugin", "wanted");
  expect(saved).toEqual(["wanted"]);
  expect(logged.map(({ message }) => message)).toEqual(["wanted"]);
});
