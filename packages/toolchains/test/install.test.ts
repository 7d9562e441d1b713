import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { installFolder } from "../src/install/folder.ts";
import { withLock } from "../src/install/lock.ts";
import { temporaryFolder } from "./support/folder.ts";

const worker = fileURLToPath(new URL("support/worker.ts", import.meta.url));

function install(folder: string, log: string): ChildProcess {
  return spawn(process.execPath, [worker, folder, log], { stdio: "inherit" });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

test("several processes that install the same at once do it once, and each has it", async () => {
  const cache = temporaryFolder();
  const log = join(cache, "log");
  const processes = [1, 2, 3].map(() => install(join(cache, "tool"), log));
  const codes = await Promise.all(processes.map(async (child) => (await once(child, "exit"))[0]));
  expect(codes).toStrictEqual([0, 0, 0]);
  expect(readFileSync(log, "utf8")).toBe("building\n");
  expect(readdirSync(cache).toSorted()).toStrictEqual(["log", "tool"]);
  expect(readdirSync(join(cache, "tool")).toSorted()).toStrictEqual(["first", "last"]);
});

test(
  "a process that is killed leaves no tool, and the next one clears up after it",
  { timeout: 30_000 },
  async () => {
    const cache = temporaryFolder();
    const log = join(cache, "log");
    const killed = install(join(cache, "tool"), log);
    await until(() => existsSync(log));
    killed.kill("SIGKILL");
    await once(killed, "exit");
    expect(existsSync(join(cache, "tool"))).toBe(false);
    // Its lock counts until it has not been heard of for ten seconds; here it was killed a minute ago.
    const minuteAgo = new Date(Date.now() - 60_000);
    utimesSync(join(cache, "tool.lock"), minuteAgo, minuteAgo);
    const [code] = await once(install(join(cache, "tool"), log), "exit");
    expect(code).toBe(0);
    expect(readdirSync(cache).toSorted()).toStrictEqual(["log", "tool"]);
  },
);

test("an installation that fails leaves nothing", async () => {
  const cache = temporaryFolder();
  const failing = installFolder(join(cache, "tool"), async (unfinished) => {
    writeFileSync(join(unfinished, "first"), "");
    throw new Error("no network");
  });
  await expect(failing).rejects.toThrow("no network");
  expect(readdirSync(cache)).toStrictEqual([]);
});

test("an installation that is called off leaves nothing", async () => {
  const cache = temporaryFolder();
  const controller = new AbortController();
  const called = installFolder(
    join(cache, "tool"),
    async (unfinished) => {
      writeFileSync(join(unfinished, "all"), "");
      controller.abort(new Error("called off"));
    },
    controller.signal,
  );
  await expect(called).rejects.toThrow("called off");
  expect(readdirSync(cache)).toStrictEqual([]);
});

test("what is installed is not built again", async () => {
  const cache = temporaryFolder();
  mkdirSync(join(cache, "tool"));
  await installFolder(join(cache, "tool"), () => Promise.reject(new Error("built again")));
  expect(readdirSync(cache)).toStrictEqual(["tool"]);
});

test("one lock, one holder; it can be given up waiting for", async () => {
  const lock = join(temporaryFolder(), "lock");
  const release = Promise.withResolvers<void>();
  const first = withLock(lock, () => release.promise);
  await until(() => existsSync(lock));
  await expect(withLock(lock, async () => "second", AbortSignal.timeout(50))).rejects.toThrow("aborted");
  release.resolve();
  await first;
  expect(await withLock(lock, async () => "third")).toBe("third");
});
