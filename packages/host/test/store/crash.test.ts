import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { collectGarbage, Store, verifyStore } from "@vial/host/releases";
import { expect, test } from "vitest";
import { mountSmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const writer = fileURLToPath(new URL("writer.ts", import.meta.url));
const run = promisify(execFile);

/** A process that writes into a store until it is killed, and what it said was in it by then. */
function startWriter(store: string, major: number): { readonly kill: () => Promise<readonly string[]> } {
  const child = spawn(process.execPath, [writer, store, String(major)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => said.push(line));
  const first = once(lines, "line");
  const closed = once(lines, "close");
  return {
    kill: async () => {
      await first;
      // Anywhere in the middle of whatever it is doing.
      await sleep(Math.random() * 40);
      child.kill("SIGKILL");
      await closed;
      return said;
    },
  };
}

test("writers that are killed leave the store whole, with all they said was in it", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "store");
  const promised: string[] = [];
  for (let round = 0; round < 4; round++) {
    const writers = [startWriter(path, 2 * round + 1), startWriter(path, 2 * round + 2)];
    for (const said of await Promise.all(writers.map((each) => each.kill()))) promised.push(...said);
    const store = await Store.open(path);
    expect((await verifyStore(store)).faults).toEqual([]);
    const versions = (await store.list()).map(({ version }) => version);
    expect(promised.filter((version) => !versions.includes(version))).toEqual([]);
    expect(new Set(versions).size).toBe(versions.length);
  }
  expect(promised.length).toBeGreaterThanOrEqual(8);
  expect(promised.every((line) => /^\d+\.\d+\.0$/.test(line))).toBe(true);

  // What they left half written is in nobody's way, and goes with the next clean-up; releases stay.
  const store = await Store.open(path);
  const before = await store.list();
  const unfinished = join(path, ".vial", "unfinished");
  await writeFile(join(unfinished, ".unfinished-by-another"), "half");
  for (const name of await readdir(unfinished)) await utimes(join(unfinished, name), 0, 0);
  await collectGarbage(store, { olderThanMs: -1000 });
  expect(await readdir(unfinished)).toEqual([]);
  expect(await store.list()).toEqual(before);
  const { blobs, faults } = await verifyStore(store);
  expect(faults).toEqual([]);
  // Each release has a manifest, a config and a module of its own; fixtures and SBOM are everyone's.
  expect(blobs).toBe(before.length * 3 + 2);
});

test("a clean-up beside writers takes nothing from them", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "store");
  const writers = [startWriter(path, 1), startWriter(path, 2)];
  const ended = Promise.all(writers.map((each) => each.kill()));
  const store = await Store.open(path);
  const state = { isOver: false };
  void ended.then(() => (state.isOver = true));
  // Without a grace period: what is written and not yet in the index is removed under the writers' feet.
  while (!state.isOver) await collectGarbage(store, { olderThanMs: -1000 });
  const said = (await ended).flat();
  expect(said.filter((line) => !/^\d+\.\d+\.0$/.test(line))).toEqual([]);
  const versions = new Set((await store.list()).map(({ version }) => version));
  expect(said.filter((version) => !versions.has(version))).toEqual([]);
  expect((await verifyStore(store)).faults).toEqual([]);
});

test.for(["a limit on the size of files", "a full disk"])(
  "%s: a typed error, and a whole store",
  async (what) => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "store");
    await mkdir(path);
    await using disk = what === "a full disk" ? await mountSmallDisk(path, 1) : undefined;
    await Store.open(path);
    // 512-byte blocks. Where no small disk can be mounted the limit stands in for it.
    const limit = disk !== undefined ? "unlimited" : "100";
    const { stdout } = await run("sh", [
      "-c",
      `ulimit -f ${limit} && exec "$0" "$@"`,
      process.execPath,
      writer,
      path,
      "1",
      limit === "unlimited" ? "40000" : "100000",
    ]);
    expect(stdout.trim().split("\n").at(-1)).toBe("STORE_UNWRITABLE");
    const store = await Store.open(path);
    expect((await verifyStore(store)).faults).toEqual([]);
    expect(await readdir(join(path, ".vial", "unfinished"))).toEqual([]);
    expect(await store.list()).toHaveLength(stdout.trim().split("\n").length - 1);
  },
);
