import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { buffer as collect, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import type { Worker } from "node:worker_threads";
import { PluginManager, type Isolation, type PluginError } from "@vial/host";
import { describe, expect, test } from "vitest";
import { startServer } from "../support/http-server.ts";
import { isolations } from "../support/isolations.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { holds, keeper, sender, spellings } from "./keeper.ts";

const taintHost = fileURLToPath(new URL("taint-host.ts", import.meta.url));

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

  test("are on no disk", { timeout: 120_000 }, async () => {
    const mark = randomUUID();
    expect(await filesOf(isolation, mark, "tidy")).toEqual([]);
    // The same search finds what a host does write.
    expect(await filesOf(isolation, mark, "leaks")).toHaveLength(2);
  });
});

/** The files that hold the mark after a host has run, to which nothing but an empty folder is known. */
async function filesOf(isolation: Isolation, mark: string, habit: "tidy" | "leaks"): Promise<string[]> {
  await using folder = await temporaryFolder();
  const own = Object.fromEntries(
    ["HOME", "USERPROFILE", "TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME", "XDG_STATE_HOME"].map(
      (name) => [name, folder.path] as const,
    ),
  );
  const host = spawn(process.execPath, [taintHost, isolation, habit], {
    cwd: folder.path,
    env: { PATH: process.env["PATH"], ...own },
    stdio: ["pipe", "inherit", "inherit"],
  });
  host.stdin.end(mark);
  expect(await once(host, "exit")).toEqual([0, null]);
  const files = await readdir(folder.path, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const contents = await Promise.all(paths.map((path) => readFile(path)));
  return paths.filter((_, index) => holds(contents[index]!, spellings(mark)));
}

test("a worker's own heap holds none of them once it has answered", { timeout: 120_000 }, async () => {
  const workers: Worker[] = [];
  const onWorker = (message: unknown): void =>
    void workers.push((message as { readonly worker: Worker }).worker);
  subscribe("worker_threads", onWorker);
  try {
    await using plugins = new PluginManager();
    // What the worker is given to keep shows that the search finds what is there.
    const known = randomUUID();
    await plugins.load("keeper", { source: keeper, isolation: "thread", config: { known } });
    const mark = randomUUID();
    await plugins.execute("keeper", mark);
    await plugins.execute("keeper", mark, { export: "fail" }).catch(() => {});
    await plugins.execute("keeper", mark, { export: "trap" }).catch(() => {});
    await plugins.execute("keeper", "");
    // A worker that sleeps gives no snapshot, one that runs does.
    const stop = new AbortController();
    const running = plugins
      .execute("keeper", "", { export: "loop", deadline: 60_000, signal: stop.signal })
      .catch(() => {});
    const snapshot = await text(await workers[0]!.getHeapSnapshot());
    stop.abort();
    await running;
    expect(snapshot.includes(known)).toBe(true);
    expect(snapshot.includes(mark)).toBe(false);
  } finally {
    unsubscribe("worker_threads", onWorker);
  }
});
