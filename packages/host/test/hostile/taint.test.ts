import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFile, readdir } from "node:fs/promises";
import { buffer as collect, text } from "node:stream/consumers";
import { inspect } from "node:util";
import type { Worker } from "node:worker_threads";
import { PluginManager, type Isolation, type PluginError } from "@vial/host";
import { describe, expect, test } from "vitest";
import { startServer } from "../support/http-server.ts";
import { isolations } from "../support/isolations.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { blocks, env, wat } from "../support/wat.ts";

/**
 * Keeps its input wherever a plugin can keep bytes: memory, a variable, an error text, blocks that nobody frees. `dump`
 * answers with all that the next call can reach: its whole memory, the exchange memory, and the variable. `trap` and
 * `fail` end badly.
 */
const functions = `
  (func $keep (local $i i32) (local $n i32) (local $h i64)
    (local.set $n (i32.wrap_i64 (call $input_length)))
    (block $end (loop $next
      (br_if $end (i32.ge_u (local.get $i) (local.get $n)))
      (i32.store8 (i32.add (i32.const 40000) (local.get $i)) (call $input_load_u8 (i64.extend_i32_u (local.get $i))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $next)))
    (local.set $h (call $block (i32.const 1024) (i32.const 4)))
    (call $var_set (local.get $h) (call $input_block))
    (drop (call $input_block))
    (call $error_set (call $input_block))
    (call $error_set (i64.const 0)))
  (func (export "process") (result i32)
    (call $keep)
    (call $output_set (call $input_block) (call $input_length))
    (i32.const 0))
  (func (export "loop") (result i32) (loop $again (br $again)) (i32.const 0))
  (func (export "trap") (result i32) (call $keep) unreachable)
  (func (export "fail") (result i32) (call $keep) (call $error_set (call $input_block)) (i32.const 1))
  (func (export "dump") (result i32) (local $h i64) (local $i i64) (local $var i64) (local $n i64) (local $m i64)
    (local.set $var (call $var_get (call $block (i32.const 1024) (i32.const 4))))
    ;; The exchange memory first: the answer itself lies in it.
    (local.set $n (i64.const 65536))
    (block $end (loop $next
      (br_if $end (i64.ge_u (local.get $i) (local.get $n)))
      (i64.store (i32.wrap_i64 (i64.add (i64.const 131072) (local.get $i))) (call $load_u64 (local.get $i)))
      (local.set $i (i64.add (local.get $i) (i64.const 8)))
      (br $next)))
    (local.set $m (i64.const 196608))
    (local.set $h (call $block (i32.const 0) (i32.const 196608)))
    (call $output_set (local.get $h) (local.get $m))
    (i32.const 0))`;

const keeper = wat(`(module
  ${env("alloc", "load_u64", "store_u8", "input_length", "input_load_u8", "output_set", "error_set", "var_set", "var_get")}
  (memory (export "memory") 3)
  (data (i32.const 1024) "kept")
  ${blocks} ${functions})`);

/** The same with an export that sends its own memory as the body of the request that its input is. */
const sender = wat(`(module
  ${env("alloc", "load_u64", "store_u8", "input_length", "input_load_u8", "output_set", "error_set", "var_set", "var_get", "http_request")}
  (memory (export "memory") 3)
  (data (i32.const 1024) "kept")
  ${blocks} ${functions}
  (func (export "send") (result i32)
    (drop (call $http_request (call $input_block) (call $block (i32.const 0) (i32.const 196608))))
    (i32.const 0)))`);

/** The ways a text may be written down. */
function spellings(mark: string): Buffer[] {
  const utf8 = Buffer.from(mark);
  return [
    utf8,
    Buffer.from(mark, "utf16le"),
    Buffer.from(mark, "utf16le").swap16(),
    // Base64 depends on where the text begins: its inner part is the same for one of three places.
    ...[0, 1, 2].map((offset) => {
      const encoded = Buffer.concat([Buffer.alloc(offset), utf8]).toString("base64");
      return Buffer.from(encoded.slice(4, -4));
    }),
  ];
}

function holds(bytes: Uint8Array, marks: readonly Buffer[]): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return marks.some((mark) => buffer.includes(mark));
}

describe.for(isolations)("one patient's bytes, %s", (isolation: Isolation) => {
  test("a search finds them where they are", async () => {
    await using plugins = new PluginManager();
    await plugins.load("keeper", { source: keeper, isolation, state: "shared" });
    const mark = randomUUID();
    await plugins.execute("keeper", mark);
    const dump = (await plugins.execute("keeper", "", { export: "dump" })).bytes();
    expect(holds(dump, spellings(mark))).toBe(true);
  });

  test.for(["process", "trap", "fail"])(
    "after %s are nowhere the next call, another tenant, an error or a log can see",
    async (end) => {
      const marks = Array.from({ length: 8 }, () => randomUUID());
      const written = marks.flatMap(spellings);
      const logs: string[] = [];
      const failures: unknown[] = [];
      await using plugins = new PluginManager();
      const onLog = ({ message }: { readonly message: string }): void => void logs.push(message);
      await plugins.load("keeper", { source: keeper, isolation, onLog, logLevel: "trace" });
      await plugins.load("tenant", { source: keeper, isolation, onLog, logLevel: "trace" });
      const seen: Uint8Array[] = [];
      for (const mark of marks) {
        await plugins
          .execute("keeper", mark, { export: end })
          .catch((error: unknown) => failures.push(error));
        seen.push((await plugins.execute("keeper", "", { export: "dump" })).bytes());
        seen.push((await plugins.execute("tenant", "", { export: "dump" })).bytes());
      }
      expect(failures).toHaveLength(end === "process" ? 0 : marks.length);
      const told = [
        ...failures.flatMap((error) => [
          inspect(error, { depth: 9 }),
          JSON.stringify(error),
          String((error as Error).stack),
          inspect((error as PluginError).cause, { depth: 9 }),
        ]),
        ...logs,
      ];
      seen.push(Buffer.from(told.join("\n")));
      expect(seen.filter((bytes) => holds(bytes, written))).toEqual([]);
    },
  );

  test("are not in what another call, or another tenant, sends", { timeout: 120_000 }, async () => {
    const arrived: Buffer[] = [];
    await using server = await startServer((request, response) => {
      const head = Buffer.from([request.method, request.url, ...request.rawHeaders].join("\n"));
      void collect(request).then((body) => {
        arrived.push(head, body);
        response.end("fine");
      });
    });
    await using plugins = new PluginManager();
    const http = [{ origin: server.origin, methods: ["POST"], pathPrefixes: ["/"], private: true }];
    await plugins.load("keeper", { source: sender, isolation, policy: { http, vars: true } });
    await plugins.load("tenant", { source: sender, isolation, policy: { http, vars: true } });
    const request = JSON.stringify({ url: `${server.origin}/`, method: "POST" });
    const marks = Array.from({ length: 4 }, () => randomUUID());
    for (const mark of marks) {
      for (const end of ["process", "trap", "fail"]) {
        await plugins.execute("keeper", mark, { export: end }).catch(() => {});
        await plugins.execute("keeper", request, { export: "send", deadline: 20_000 });
        await plugins.execute("tenant", request, { export: "send", deadline: 20_000 });
      }
    }
    expect(arrived).toHaveLength(marks.length * 3 * 2 * 2);
    // All of a plugin's memory went out each time.
    expect(arrived.filter(({ length }) => length >= 196_608)).toHaveLength(marks.length * 3 * 2);
    expect(arrived.filter((bytes) => holds(bytes, marks.flatMap(spellings)))).toEqual([]);
  });

  test("are in no trace of their call or of a later one", async () => {
    const traces: string[] = [];
    const onMessage = (message: unknown, name: string | symbol): void =>
      void traces.push(`${String(name)} ${inspect(message, { depth: 9, showHidden: true })}`);
    const onWarning = (warning: Error): void => void traces.push(inspect(warning, { depth: 9 }));
    subscribe("vial:call-phase", onMessage);
    process.on("warning", onWarning);
    try {
      await using plugins = new PluginManager();
      await plugins.load("keeper", { source: keeper, isolation });
      const mark = randomUUID();
      for (const name of ["process", "trap", "fail", "process"])
        await plugins.execute("keeper", mark, { export: name }).catch(() => {});
      traces.push(inspect(plugins.list(), { depth: 9, showHidden: true }));
      expect(traces.length).toBeGreaterThan(isolation === "inline" ? 4 : 0);
      expect(traces.filter((trace) => holds(Buffer.from(trace), spellings(mark)))).toEqual([]);
    } finally {
      process.off("warning", onWarning);
      unsubscribe("vial:call-phase", onMessage);
    }
  });

  test("are on no disk", async () => {
    await using folder = await temporaryFolder();
    const { TMPDIR } = process.env;
    process.env["TMPDIR"] = folder.path;
    try {
      await using plugins = new PluginManager();
      await plugins.load("keeper", { source: keeper, isolation });
      const mark = randomUUID();
      for (const name of ["process", "trap", "fail"])
        await plugins.execute("keeper", mark, { export: name }).catch(() => {});
      const files = await readdir(folder.path, { recursive: true, withFileTypes: true });
      const contents = await Promise.all(
        files.filter((file) => file.isFile()).map((file) => readFile(`${file.parentPath}/${file.name}`)),
      );
      expect(contents.filter((bytes) => holds(bytes, spellings(mark)))).toEqual([]);
    } finally {
      if (TMPDIR === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = TMPDIR;
    }
  });
});

test("a worker's own heap holds none of them once it has answered", { timeout: 120_000 }, async () => {
  const workers: Worker[] = [];
  const onWorker = (message: unknown): void =>
    void workers.push((message as { readonly worker: Worker }).worker);
  subscribe("worker_threads", onWorker);
  try {
    await using plugins = new PluginManager();
    await plugins.load("keeper", { source: keeper, isolation: "thread" });
    const mark = randomUUID();
    await plugins.execute("keeper", mark);
    await plugins.execute("keeper", mark, { export: "fail" }).catch(() => {});
    await plugins.execute("keeper", "");
    // A worker that sleeps gives no snapshot, one that runs does.
    const stop = new AbortController();
    const running = plugins
      .execute("keeper", "", { export: "loop", deadline: 60_000, signal: stop.signal })
      .catch(() => {});
    const snapshot = await text(await workers[0]!.getHeapSnapshot());
    stop.abort();
    await running;
    expect(snapshot.length).toBeGreaterThan(100_000);
    expect(snapshot.includes(mark)).toBe(false);
  } finally {
    unsubscribe("worker_threads", onWorker);
  }
});
